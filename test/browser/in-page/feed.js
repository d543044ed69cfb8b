// Keeps which events of calls came to the page on its stream, and when the stream was opened.
(() => {
  const seen = [];
  let opened = 0;
  window.EventSource = class extends EventSource {
    constructor(url, options) {
      super(url, options);
      if (!String(url).startsWith('/api/stream')) return;
      this.addEventListener('hello', () => opened++);
      this.addEventListener('call', ({ data }) => {
        const { callId, seq } = JSON.parse(data);
        seen.push({ callId, seq });
      });
    }
  };
  window.attendantFeed = { seen, opened: () => opened };
})();
