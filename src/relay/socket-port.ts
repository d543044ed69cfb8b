/** What a session needs of its socket. */
export interface RelaySocket {
  /** Sends one text frame; does nothing once the socket is closed. */
  send(frame: string): void;
  close(code: number, reason: string): void;
}
