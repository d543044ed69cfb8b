import { createHash } from 'node:crypto';

/** SHA-256 of a file's text, hex: the same text has the same hash everywhere. */
export const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
