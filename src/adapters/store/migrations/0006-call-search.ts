/**
 * New tables, indexes and columns with a default only: processes of the version before go on beside it. What they write
 * is caught up with by the numbers of the events.
 *
 * Digits are stored backwards: whoever knows the end of a number knows their beginning. `words` is null until the call is
 * over; rows are updated while it runs, so there is room for that on each page.
 */
export const callSearch: readonly string[] = [
  `create table call_summaries (
     call_id text primary key references calls (id) on delete cascade, site_id text not null, line_id text not null,
     direction text not null, started_at int8 not null, digits text collate "C" not null, outcome text not null,
     seq int4 not null, facts jsonb not null, words tsvector, updated_at int8 not null) with (fillfactor = 85)`,
  'create index call_summaries_by_start on call_summaries (started_at desc, call_id desc)',
  'create index call_summaries_by_line on call_summaries (site_id, line_id, started_at desc, call_id desc)',
  `create index call_summaries_by_line_and_outcome
     on call_summaries (site_id, line_id, outcome, started_at desc, call_id desc)`,
  'create index call_summaries_by_outcome on call_summaries (outcome, started_at desc, call_id desc)',
  'create index call_summaries_by_digits on call_summaries (digits, started_at desc, call_id desc)',
  'create index call_summaries_by_words on call_summaries using gin (words) with (fastupdate = off)',
  'create index call_summaries_wordless on call_summaries (updated_at) where words is null',
  'create table summary_progress (id int4 primary key check (id = 1), event_id int8 not null)',
  'insert into summary_progress values (1, 0)',
];
