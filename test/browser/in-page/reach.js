// What a keyboard can reach in a page: all that can be acted on, and whether it shows that it has the focus.
(() => {
  const actedOn =
    'a[href], button, input, select, textarea, summary, audio[controls], [contenteditable="true"], [tabindex="0"]';
  /** Of each of these one Tab stop is enough: inside, arrow keys go on. */
  const composites = '[role=radiogroup], [role=tablist], [role=listbox], [role=menu], [role=grid], [role=toolbar]';

  function isThere(element) {
    if (element.matches(':disabled, [aria-disabled=true]')) return false;
    if (element.closest('[aria-hidden=true], [inert], [hidden]') !== null) return false;
    return element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  }

  const stopOf = (element) => element.closest(composites) ?? element;

  function nameOf(element) {
    const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
    return `${element.tagName.toLowerCase()} ${label.trim().slice(0, 40)}`;
  }

  function isOutlined(element) {
    const { outlineStyle, outlineWidth, boxShadow, backgroundColor } = getComputedStyle(element);
    // A part of a time is filled with colour as a whole.
    if (element.role === 'spinbutton') return backgroundColor !== 'rgba(0, 0, 0, 0)';
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  }

  /** Of a hidden field, of a part of a field and of an editor it is what stands around it that shows the focus. */
  function showsFocus(element) {
    const field = element.closest('label, .date-time, .lines-editor');
    const near = field === null ? [] : [field, ...field.querySelectorAll('*')];
    return [element, ...near].some(isOutlined);
  }

  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  /** An editor shows it a few frames later. */
  const frames = 10;

  const reached = new Set();
  let last = null;
  window.attendantReach = {
    /** The next Tab goes to the first stop of the page. */
    begin() {
      reached.clear();
      last = null;
      const start = document.createElement('span');
      start.tabIndex = -1;
      document.body.prepend(start);
      start.focus();
      start.remove();
    },
    /** After each Tab: where the focus is. Null: it left the page, or has been round. A field may have several stops. */
    async step() {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      if (reached.has(element) && element !== last) return null;
      last = element;
      reached.add(element);
      for (let left = frames; left > 0 && !showsFocus(element); left--) await frame();
      return { name: nameOf(element), visible: showsFocus(element) };
    },
    missed() {
      const stops = new Set([...reached].map(stopOf));
      return [...document.querySelectorAll(actedOn)]
        .filter(isThere)
        .filter((element) => !stops.has(stopOf(element)))
        .map(nameOf);
    },
  };
})();
