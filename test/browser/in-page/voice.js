// A voice that needs no time: it reads word by word to the end, and holds before the words it is told to hold before.
// Runs in the page before anything of it; `attendantVoice` is the test's way in, `data-voice="held"` says that it holds.
(() => {
  let holdBefore = null;
  let ms = 0;
  const queue = [];
  let isReading = false;

  class Utterance extends EventTarget {
    lang = '';
    pitch = 1;
    voice = null;
    constructor(text) {
      super();
      this.text = text;
    }
  }

  const tell = (utterance, type, more = {}) => utterance.dispatchEvent(Object.assign(new Event(type), more));

  function readNext() {
    const utterance = queue[0];
    if (utterance === undefined || isReading) return;
    isReading = true;
    tell(utterance, 'start');
    const stopAt = holdBefore === null ? -1 : utterance.text.indexOf(holdBefore);
    for (const { index } of utterance.text.matchAll(/\S+/g))
      if (stopAt < 0 || index <= stopAt) tell(utterance, 'boundary', { name: 'word', charIndex: index });
    if (stopAt < 0) return void setTimeout(() => queue[0] === utterance && finish(utterance), ms);
    holdBefore = null;
    document.documentElement.dataset.voice = 'held';
  }

  function finish(utterance) {
    isReading = false;
    queue.shift();
    tell(utterance, 'end');
    setTimeout(readNext, 0);
  }

  const synthesis = Object.assign(new EventTarget(), {
    getVoices: () => [{ name: 'Test', lang: 'en-US', localService: true }],
    speak(utterance) {
      queue.push(utterance);
      setTimeout(readNext, 0);
    },
    cancel() {
      delete document.documentElement.dataset.voice;
      isReading = false;
      for (const utterance of queue.splice(0)) tell(utterance, 'error', { error: 'canceled' });
    },
  });
  Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
  window.SpeechSynthesisUtterance = Utterance;
  window.attendantVoice = {
    /** So long (ms) each piece takes from now on. */
    takes(wanted) {
      ms = wanted;
    },
    holdBefore(words) {
      holdBefore = words;
    },
  };
})();
