import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type Manifest, renderManifest } from '@holdfast/transformer';

/**
 * Writes a manifest; its name says whether as YAML or JSON. The file is replaced as a whole, so that an interrupted
 * command leaves the old one. Gives whether the file changed.
 */
export function writeManifest(path: string, manifest: Manifest): boolean {
  const text = renderManifest(manifest, path.endsWith('.json') ? 'json' : 'yaml');
  // Git may have checked it out with Windows line ends.
  if (readIfThere(path)?.replaceAll('\r\n', '\n') === text) return false;
  const temporary = `${path}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
  return true;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
