import { existsSync } from 'node:fs';
import { compareManifests, createGoneRule, type ManifestComparison } from '@holdfast/transformer';
import type { ManifestGroup } from './read/read-workspace.ts';

/** What differs between a manifest and its code. Functions of projects that were not read are none of it. */
export function compareGroup({ recorded, current, files }: ManifestGroup): ManifestComparison {
  const { namespace, changes } = compareManifests(recorded ?? new Map(), current);
  const isGone = createGoneRule(files, existsSync);
  const own = changes.filter((change) => change.kind !== 'gone' || isGone(change.namespace, change.recorded));
  return { ...(namespace !== undefined && { namespace }), changes: own };
}
