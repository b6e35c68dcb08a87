import { basename } from 'node:path';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import { findManifest } from './find-manifest.ts';
import type { Manifest } from './manifest.ts';
import { parseManifest } from './parse-manifest.ts';

/** Where a project's manifest is, and what it says: `undefined` where there is none yet. */
export interface ManifestFile {
  /** Absolute. Of a manifest that is not there: where it would be written. */
  readonly path: string;
  readonly recorded: Manifest | undefined;
}

/** What looking for a manifest needs. Paths are absolute. */
export interface ManifestRequest {
  /** The folder of tsconfig.json. */
  readonly directory: string;
  /** The plugin option, resolved: this file and no other. */
  readonly manifest: string | undefined;
  readonly readFile: (path: string) => string | undefined;
  readonly fileExists: (path: string) => boolean;
  readonly readJson: (path: string) => unknown;
}

/** Finds and reads the manifest of a project, or says why it cannot be used. */
export function readManifest(request: ManifestRequest): ManifestFile | Diagnostic {
  const nowhere = { start: 0, length: 0 };
  const place = request.manifest === undefined ? findManifest(request) : undefined;
  const [first, second] = place?.found ?? [];
  if (first !== undefined && second !== undefined) {
    return DIAGNOSTICS.twoManifests(nowhere, { first: basename(first), second: basename(second) });
  }
  const path = request.manifest ?? first ?? place?.fresh ?? '';
  const text = request.readFile(path);
  if (text === undefined) return { path, recorded: undefined };
  const recorded = parseManifest(text);
  if (!('reason' in recorded)) return { path, recorded };
  const { line, column, reason, newerFormat } = recorded;
  const file = basename(path);
  return newerFormat === undefined
    ? DIAGNOSTICS.brokenManifest(nowhere, { file, line, column, reason })
    : DIAGNOSTICS.newerManifest(nowhere, { file, line, column, format: newerFormat });
}
