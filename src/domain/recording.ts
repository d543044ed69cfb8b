/** A recording of a conversation with a person, as our record. */
export interface Recording {
  /** The carrier's SID (`RE…`). */
  readonly id: string;
  readonly callId: string;
  readonly siteId: string;
  readonly lineId: string;
  /**
   * reported → stored → (deleted at the carrier: `deletedAtCarrier`)
   *   └─▶ absent    there is none: silence, or too short
   *   └─▶ lost      the carrier does not have it any more
   * any of them → removing → deleted: it is not to be kept; gone here and, where it still lay there, at the carrier
   */
  readonly state: 'reported' | 'stored' | 'absent' | 'lost' | 'removing' | 'deleted';
  readonly durationSeconds: number | null;
  readonly channels: number;
  /** Where it lies in the recordings' home; null while it is only with the carrier. */
  readonly file: string | null;
  readonly bytes: number | null;
  readonly deletedAtCarrier: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The carrier's code for what it does not have, or not any more (twilio.com/docs/api/errors/20404). */
export const CARRIER_HAS_NONE = '20404';

/** Where it lies in the recordings' home. The id is the carrier's, so whoever takes it in has checked its form. */
export const recordingFile = ({ siteId, id }: Pick<Recording, 'siteId' | 'id'>): string => `${siteId}/${id}.wav`;
