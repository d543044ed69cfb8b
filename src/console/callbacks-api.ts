import { Router } from 'express';
import type { Callback } from '../domain/callback.ts';
import { speakMaskedNumber } from '../domain/spoken/masked.ts';
import type { Store } from '../ports/store.ts';

/** Callbacks as JSON: `GET /api/callbacks`, the newest first, and one with its attempts and all that happened to it. */
export function callbacksApi(store: Pick<Store, 'recentCallbacks' | 'findCallback' | 'callbackEvents'>): Router {
  const router = Router();
  router.get('/callbacks', async (request, response) => {
    const limit = Math.min(500, Math.max(1, Number(request.query.limit) || 50));
    response.json({ callbacks: (await store.recentCallbacks(limit)).map(summary) });
  });
  router.get('/callbacks/:id', async (request, response) => {
    const callback = await store.findCallback(request.params.id);
    if (callback === null) return void response.status(404).json({ error: 'There is no such callback.' });
    const { attempts, reason, sequence, reminded } = callback;
    const events = await store.callbackEvents(callback.id);
    response.json({ ...summary(callback), reason, sequence, reminded, attempts: attempts.map(attemptView), events });
  });
  return router;
}

function summary(callback: Callback) {
  const { id, siteId, lineId, callId, kind, state, startsAt, wall, confirmedAt, note, nextAt, createdAt } = callback;
  const phone = speakMaskedNumber(callback.phone);
  const tries = callback.attempts.at(-1)?.round ?? 0;
  return {
    id,
    siteId,
    lineId,
    callId,
    kind,
    phone,
    state,
    startsAt,
    wall,
    confirmedAt,
    tries,
    note,
    nextAt,
    createdAt,
  };
}

/** Whom it rang is named as in the site file. */
const attemptView = ({ to: _to, from: _from, ...attempt }: Callback['attempts'][number]) => attempt;
