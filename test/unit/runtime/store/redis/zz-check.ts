import { Redis } from 'ioredis';
import type { RedisClient } from '../../../../../runtime/src/store/redis/redis-client.ts';
export const a: RedisClient = new Redis();
