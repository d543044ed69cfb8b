import type { Who } from '../../../contract/who.ts';
import { Badge, type Tone } from '../../kit/badge.tsx';
import { RadioGroup } from '../../kit/choice.tsx';

export type Role = Who['operator']['role'];

const known: Readonly<Record<Role, { readonly title: string; readonly tone: Tone; readonly may: string }>> = {
  viewer: {
    title: 'Viewer',
    tone: 'neutral',
    may: 'Sees calls, messages and callbacks, with numbers and addresses masked.',
  },
  operator: { title: 'Operator', tone: 'accent', may: 'Also takes over calls, moves callbacks, sees numbers whole.' },
  admin: { title: 'Admin', tone: 'violet', may: 'Also edits lines, deletes data, manages accounts.' },
};
const order = ['viewer', 'operator', 'admin'] as const;

export function RoleBadge({ role }: { readonly role: Role }) {
  return <Badge tone={known[role].tone}>{known[role].title}</Badge>;
}

/** Which role, with what each may do. */
export function RoleChoice({ value, onChange }: { readonly value: Role; readonly onChange: (role: Role) => void }) {
  const options = order.map((role) => ({
    value: role,
    label: (
      <span className="access-role-option">
        {known[role].title} <span className="muted small">{known[role].may}</span>
      </span>
    ),
  }));
  return <RadioGroup label="Role" value={value} options={options} onChange={onChange} />;
}
