import {
  Activity,
  BookOpen,
  CalendarClock,
  ClipboardList,
  Contact,
  Gauge,
  HeartPulse,
  type LucideIcon,
  MessageSquareText,
  Phone,
  PhoneCall,
  Users,
} from 'lucide-react';
import { type ComponentType, lazy } from 'react';
import type { Who } from '../../contract/who.ts';

export interface PageRoute {
  /** The first part of the hash. */
  readonly path: string;
  readonly title: string;
  readonly group: 'Work' | 'Set up' | 'Watch';
  readonly icon: LucideIcon;
  readonly page: ComponentType;
  /** Who it is for; absent: everybody. */
  readonly isFor?: (who: Who) => boolean;
}

/** A page is loaded when it is first opened. */
const page = (load: () => Promise<ComponentType>): ComponentType => lazy(async () => ({ default: await load() }));

const isAdmin = ({ operator }: Who): boolean => operator.role === 'admin';

const known: readonly PageRoute[] = [
  {
    path: 'phone',
    title: 'Phone',
    group: 'Work',
    icon: Phone,
    page: page(async () => (await import('../pages/phone/phone-page.tsx')).PhonePage),
    isFor: ({ sandbox }) => sandbox,
  },
  {
    path: 'live',
    title: 'Live',
    group: 'Work',
    icon: Activity,
    page: page(async () => (await import('../pages/live/live-page.tsx')).LivePage),
  },
  {
    path: 'calls',
    title: 'Calls',
    group: 'Work',
    icon: PhoneCall,
    page: page(async () => (await import('../pages/calls/calls-page.tsx')).CallsPage),
  },
  {
    path: 'callbacks',
    title: 'Callbacks',
    group: 'Work',
    icon: CalendarClock,
    page: page(async () => (await import('../pages/callbacks/callbacks-page.tsx')).CallbacksPage),
  },
  {
    path: 'messages',
    title: 'Messages',
    group: 'Work',
    icon: MessageSquareText,
    page: page(async () => (await import('../pages/messages/messages-page.tsx')).MessagesPage),
  },
  {
    path: 'contacts',
    title: 'Contacts',
    group: 'Work',
    icon: Contact,
    page: page(async () => (await import('../pages/contacts/contacts-page.tsx')).ContactsPage),
  },
  {
    path: 'lines',
    title: 'Lines',
    group: 'Set up',
    icon: BookOpen,
    page: page(async () => (await import('../pages/lines/lines-page.tsx')).LinesPage),
  },
  {
    path: 'accounts',
    title: 'Accounts',
    group: 'Set up',
    icon: Users,
    page: page(async () => (await import('../pages/access/accounts-page.tsx')).AccountsPage),
    isFor: isAdmin,
  },
  {
    path: 'limits',
    title: 'Limits',
    group: 'Watch',
    icon: Gauge,
    page: page(async () => (await import('../pages/limits/limits-page.tsx')).LimitsPage),
  },
  {
    path: 'health',
    title: 'Health',
    group: 'Watch',
    icon: HeartPulse,
    page: page(async () => (await import('../pages/health/health-page.tsx')).HealthPage),
  },
  {
    path: 'audit',
    title: 'Audit log',
    group: 'Watch',
    icon: ClipboardList,
    page: page(async () => (await import('../pages/access/audit-page.tsx')).AuditPage),
    isFor: isAdmin,
  },
];

export function routesFor(who: Who): readonly PageRoute[] {
  return known.filter(({ isFor }) => isFor?.(who) !== false);
}
