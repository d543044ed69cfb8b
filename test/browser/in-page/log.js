// Keeps what is added to the logs of a page, as a screen reader hears of it, and what is changed in them afterwards.
(() => {
  const added = [];
  const changed = [];
  const logOf = (node) => (node instanceof Element ? node : node.parentElement)?.closest('[role=log]') ?? null;
  const take = ({ type, target, addedNodes, removedNodes }) => {
    const log = logOf(target);
    if (log === null) return;
    const label = log.getAttribute('aria-label');
    const isWhole = type === 'childList' && target === log && removedNodes.length === 0;
    if (isWhole) for (const node of addedNodes) added.push({ label, text: node.textContent });
    else changed.push({ label, text: target.textContent });
  };
  new MutationObserver((records) => records.forEach(take)).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
  });
  window.attendantLog = { added, changed };
})();
