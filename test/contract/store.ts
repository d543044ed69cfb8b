import { afterAll, beforeAll, describe } from 'vitest';
import { accessRules } from './store-access.ts';
import { callSearchRules } from './store-call-search.ts';
import { callbackRules } from './store-callbacks.ts';
import { callRules } from './store-calls.ts';
import { capRules } from './store-caps.ts';
import { commandRules } from './store-commands.ts';
import { contactRules } from './store-contacts.ts';
import { deskRules } from './store-desk.ts';
import { feedRules } from './store-feed.ts';
import { messageRules } from './store-messages.ts';
import { noticeRules } from './store-notices.ts';
import { operationsRules } from './store-operations.ts';
import { optOutRules } from './store-opt-outs.ts';
import type { StoreUnderTest } from './store-parts.ts';
import { peopleRules } from './store-people.ts';
import { recordingRules } from './store-recordings.ts';
import { retentionRules } from './store-retention.ts';
import { seatRules } from './store-seats.ts';
import { siteFileRules } from './store-site-files.ts';
import { tokenRules } from './store-tokens.ts';

/** What every Store must do, whatever keeps the data. */
export function storeContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the store (${name})`, () => {
    let opened: StoreUnderTest;
    const under = (): StoreUnderTest => opened;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close());

    callRules(under);
    callSearchRules(under);
    messageRules(under);
    capRules(under);
    optOutRules(under);
    noticeRules(under);
    tokenRules(under);
    callbackRules(under);
    seatRules(under);
    recordingRules(under);
    contactRules(under);
    peopleRules(under);
    retentionRules(under);
    feedRules(under);
    commandRules(under);
    accessRules(under);
    deskRules(under);
    siteFileRules(under);
    operationsRules(under);
  });
}
