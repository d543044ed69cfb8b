/** New tables, indexes and columns with a default only: processes of the version before go on beside it. */
export const peopleAndRetention: readonly string[] = [];
