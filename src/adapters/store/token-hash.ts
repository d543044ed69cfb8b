import { createHash } from 'node:crypto';

/** A token in the database is of no use to who reads it. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
