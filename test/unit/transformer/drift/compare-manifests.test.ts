import { describe, expect, it } from 'vitest';
import { compareManifests, renameNamespace } from '../../../../transformer/src/drift/compare-manifests.ts';
import type { ManifestFunction } from '../../../../transformer/src/manifest/manifest.ts';

function fn(id: string, file: string): ManifestFunction {
  return { id, key: `${id}()`, file, kind: 'function', calls: 'async', parameters: [] };
}

const USERS = [fn('find', 'src/user.ts'), fn('list', 'src/user.ts')];
const TEAMS = [fn('find', 'src/team.ts')];

describe('a namespace that is another one now', () => {
  it('is told of where it is the only one, whatever its functions are', () => {
    expect(compareManifests(new Map([['a', USERS]]), new Map([['b', TEAMS]])).namespace).toEqual({
      from: 'a',
      to: 'b',
    });
  });

  it('is told of among several, where the new one has all its functions in their files', () => {
    const recorded = new Map([
      ['teams', TEAMS],
      ['users', USERS],
    ]);
    const [list = fn('list', 'src/user.ts')] = USERS.slice(1);
    const current = new Map([
      ['teams', TEAMS],
      ['people', [...USERS, fn('count', 'src/user.ts')]],
    ]);
    const { namespace, changes } = compareManifests(recorded, current);
    expect(namespace).toEqual({ from: 'users', to: 'people' });
    expect(changes.map(({ kind }) => kind)).toEqual(['new']);
    expect([...renameNamespace(recorded, namespace).keys()]).toEqual(['teams', 'people']);
    expect(compareManifests(recorded, new Map([['people', [list]]])).namespace).toBeUndefined();
  });

  it('is found in a build of one package that shares its manifest with others', () => {
    const recorded = new Map([
      ['teams', TEAMS],
      ['users', USERS],
    ]);
    expect(compareManifests(recorded, new Map([['people', USERS]])).namespace).toEqual({ from: 'users', to: 'people' });
  });
});
