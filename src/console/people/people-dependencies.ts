import type { ConsoleDependencies } from '../console-dependencies.ts';

/** What contacts, their files and opt-outs need. */
export type ContactsDependencies = Pick<ConsoleDependencies, 'store' | 'siteBook' | 'clock' | 'ids'>;
/** And what a person's data needs besides. */
export type PeopleDependencies = ContactsDependencies & Pick<ConsoleDependencies, 'log' | 'jobs'>;
