import type { CommandHost } from '../command-host.ts';
import { readWorkspace, type Workspace } from '../read/read-workspace.ts';
import { createPalette, type Palette } from '../render/palette.ts';

/** Options that every command on a project has. */
export interface ProjectOptions {
  /** As given with `-p`; the folder of the command if empty. */
  readonly project: readonly string[];
  readonly manifest?: string;
  readonly json?: boolean;
}

/** What a command works with. */
export interface CommandContext<Options extends ProjectOptions = ProjectOptions> {
  readonly host: CommandHost;
  readonly options: Options;
  readonly palette: Palette;
}

/** Puts together what a command works with. */
export function createContext<Options extends ProjectOptions>(
  host: CommandHost,
  options: Options,
): CommandContext<Options> {
  return { host, options, palette: createPalette(host.hasColors && options.json !== true) };
}

/** Reads the projects of a command; on a terminal, a line tells what is being read when it takes over a second. */
export async function openWorkspace(
  { host, options }: CommandContext,
  texts?: ReadonlyMap<string, string>,
): Promise<Workspace> {
  const { project, manifest } = options;
  const workspace = await readWorkspace({
    directory: host.directory,
    paths: project.length === 0 ? ['.'] : project,
    manifest,
    progress: createProgress(host),
    ...(texts && { texts }),
  });
  const [first, ...others] = workspace.unresolved;
  if (first !== undefined && texts === undefined) {
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    host.error(`holdfast: ${first}${more} cannot be resolved, so its types count as any. Is everything installed?\n`);
  }
  return workspace;
}

const QUIET_MILLISECONDS = 1000;

function createProgress({ showsProgress, error }: CommandHost): (text: string | undefined) => void {
  const startedAt = performance.now();
  let isShown = false;
  return (text) => {
    if (!showsProgress) return;
    if (text === undefined) {
      if (isShown) error('\r\u001b[K');
    } else if (performance.now() - startedAt > QUIET_MILLISECONDS) {
      error(`\r\u001b[Kholdfast: reading ${text}`);
      isShown = true;
    }
  };
}
