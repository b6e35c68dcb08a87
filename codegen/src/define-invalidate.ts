import { type Command, Option } from 'commander';
import type { CommandHost } from './command-host.ts';
import { type InvalidateOptions, runInvalidate } from './commands/run-invalidate.ts';
import type { ExitCode } from './exit-code.ts';
import { ALL, nameEntities, nameKeys, nameTags } from './invalidate/name-targets.ts';

/** `holdfast invalidate entity|tag|key|all`. */
export function defineInvalidate(program: Command, host: CommandHost, end: (exitCode: ExitCode) => void): void {
  const invalidate = program
    .command('invalidate')
    .helpCommand(false)
    .description('end what a store holds: by entity, tag or key, or all of it')
    .addHelpText('after', HELP);
  addStoreOptions(invalidate.command('entity'))
    .description('end all results that hold these entities; without an id, all that list them')
    .argument('<name>', 'as @entity or @tracks names it')
    .argument('[id...]', '42, or 1,7 for an id of two parts; %2C for a comma inside an id')
    .action(async (name: string, ids: readonly string[], options: InvalidateOptions) =>
      end(await runInvalidate(host, options, nameEntities(name, ids))),
    );
  addStoreOptions(invalidate.command('tag'))
    .description('end all results that have these tags')
    .argument('<tag...>', 'team:5')
    .action(async (tags: readonly string[], options: InvalidateOptions) =>
      end(await runInvalidate(host, options, nameTags(tags))),
    );
  addStoreOptions(invalidate.command('key'))
    .description('end the results under these keys, and tell whether there were any')
    .argument('<key...>', 'as cacheOf(fn).key(…) prints it')
    .action(async (keys: readonly string[], options: InvalidateOptions) =>
      end(await runInvalidate(host, options, nameKeys(keys))),
    );
  addStoreOptions(invalidate.command('all'))
    .description('end everything under the prefix')
    .action(async (options: InvalidateOptions) => end(await runInvalidate(host, options, ALL)));
}

const HELP = `
Examples:
  holdfast invalidate entity user 42 --store redis://localhost:6379
  holdfast invalidate entity user           what lists users: one came or went
  holdfast invalidate entity membership 1,7
  holdfast invalidate tag team:5
  holdfast invalidate key 'hf:app:findUser(id=42,teamId=1)'
  holdfast invalidate all --store cache.db --prefix shop

Exit codes: 0 it is done, 1 the store did not take it, 2 the command cannot be understood.`;

function addStoreOptions(command: Command): Command {
  return command
    .option('--store <store>', 'redis:// or rediss:// URL, or an SQLite file (default: the variable HOLDFAST_STORE)')
    .addOption(new Option('--prefix <prefix>', 'as configure() was told').default('hf'))
    .option('--cluster', 'the URL leads to a node of a Redis Cluster')
    .option('--table <name>', 'of an SQLite file whose tables begin with another name than holdfast')
    .option('--json', 'print the result as JSON');
}
