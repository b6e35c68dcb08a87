import { expect, it } from 'vitest';
import { readHistory } from '../../../../../runtime/src/store/redis/server-history.ts';

async function historyOf(info: (section: string) => Promise<string>): Promise<unknown> {
  return readHistory({ info });
}

it('the history of a server is its run id and its replication id', async () => {
  const answers = {
    server: 'redis_version:7\r\nrun_id:abc1\r\n',
    replication: 'role:master\r\nmaster_replid:def2\r\n',
  };
  expect(await historyOf(async (section) => String(Reflect.get(answers, section)))).toBe('abc1.def2');
});

it('there is none where the user may not ask, a proxy does not know the command, or hides a field', async () => {
  const refused = async (text: string): Promise<unknown> => historyOf(() => Promise.reject(new Error(text)));
  expect(await refused('NOPERM this user has no permissions')).toBeUndefined();
  expect(await refused("ERR unknown command 'INFO'")).toBeUndefined();
  expect(await historyOf(async () => 'redis_version:7\r\n')).toBeUndefined();
  await expect(refused('Connection is closed.')).rejects.toThrow('Connection is closed.');
});
