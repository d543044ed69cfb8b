/** Why a file could not be written, for whoever edits it; null: for no reason that somebody should know of. */
export function whyNotWritable(error: unknown): string | null {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EROFS':
      return 'The folder of the site files is mounted read-only. Change them where they come from; what changes there is taken up from here by itself.';
    case 'EACCES':
    case 'EPERM':
      return 'This server may not write to the folder of the site files. Give its user the permission, or change the files where they come from.';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'The disk is full: nothing was written.';
    default:
      return null;
  }
}
