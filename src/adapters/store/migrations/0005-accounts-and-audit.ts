/** New tables, indexes and columns with a default only: processes of the version before go on beside it. */
export const accountsAndAudit: readonly string[] = [
  `create table audit (
     id int8 generated always as identity primary key, at int8 not null, operator text not null, action text not null,
     subject text not null, detail jsonb not null)`,
];
