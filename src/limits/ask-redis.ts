import type { RedisClientType } from '@redis/client';

/**
 * Puts a question to the Redis server that several machines share. Rejects when there is no answer within a second,
 * and at once while the server is known to be away. No question
 * may be one that the server is to answer later, such as a read that blocks: all share one connection.
 */
export type AskRedis = <Answer>(question: (client: RedisClientType) => Promise<Answer>) => Promise<Answer>;
