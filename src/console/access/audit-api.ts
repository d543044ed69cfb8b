import { Router } from 'express';
import { z } from 'zod';
import type { Store } from '../../ports/store.ts';
import type { AuditAnswer } from '../contract/audit.ts';
import { atLeast } from '../operator.ts';

const query = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
  operator: z.string().trim().toLowerCase().max(100).optional(),
  action: z.string().trim().max(100).optional(),
});

/** `GET /api/audit?before=…&operator=…&action=…`: who did what in the console. For admins. */
export function auditApi(store: Pick<Store, 'auditLog'>): Router {
  const router = Router();
  router.get('/audit', atLeast('admin'), async (request, response) => {
    const asked = query.safeParse(request.query);
    if (!asked.success)
      return void response.status(400).json({ error: `Not understood: ${asked.error.issues[0]?.path.join('.')}.` });
    const { limit, before, operator, action } = asked.data;
    const found = await store.auditLog({
      limit: limit + 1,
      ...(before !== undefined && { before }),
      ...(operator && { operator }),
      ...(action && { action }),
    });
    const entries = found.slice(0, limit);
    const next = found.length > limit ? (entries.at(-1)?.id ?? null) : null;
    response.json({ entries, next } satisfies AuditAnswer);
  });
  return router;
}
