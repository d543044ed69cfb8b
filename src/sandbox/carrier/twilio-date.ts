/** RFC 2822 as Twilio writes it: `Tue, 24 Nov 2026 17:00:00 +0000`. */
export const twilioDate = (epochMs: number): string => new Date(epochMs).toUTCString().replace('GMT', '+0000');
