// What the checkers that measure colours share, as text that runs in the page.

/// `rgba(css)` gives [r, g, b, alpha]; `over(top, ground)` what is seen of a colour on another; `ratio(a, b)` WCAG's contrast; `ground(element)` the colour
/// that lies behind an element's text, or undefined behind a picture; `seen(element)` whether a reader sees it; `reading(element)` whether its text is there
/// for eyes and not for screen readers alone; `textsOf(root)` the text nodes that a reader sees.
export const COLOURS = `
  const known = new Map();
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const rgba = (css) => {
    if (!known.has(css)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(css, [r, g, b, a / 255]);
    }
    return known.get(css);
  };
  const over = (top, ground) => [0, 1, 2].map((part) => top[part] * top[3] + ground[part] * (1 - top[3])).concat(1);
  const luminance = (colour) => {
    const [r, g, b] = colour.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [dark, bright] = [luminance(a), luminance(b)].sort((one, other) => one - other);
    return (bright + 0.05) / (dark + 0.05);
  };
  const paper = (() => {
    const probe = document.createElement('div');
    probe.style.cssText = 'background-color: Canvas; forced-color-adjust: none';
    document.body.append(probe);
    const css = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return rgba(css);
  })();
  const grounds = new Map();
  const ground = (element) => {
    if (!element) return paper;
    if (!grounds.has(element)) {
      const style = getComputedStyle(element);
      const own = rgba(style.backgroundColor);
      const below = own[3] === 1 ? paper : ground(element.parentElement);
      grounds.set(element, style.backgroundImage !== 'none' || !below ? undefined : over(own, below));
    }
    return grounds.get(element);
  };
  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  const rtl = getComputedStyle(document.documentElement).direction === 'rtl';
  const hiddenBoxes = new Map();
  const reading = (element) => {
    if (!element || element === document.body) return true;
    if (!hiddenBoxes.has(element)) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const cut = (style.clipPath.startsWith('inset(50%') || style.clip === 'rect(0px, 0px, 0px, 0px)') && style.position === 'absolute';
      // Where nobody can scroll to: before the beginning of the page, which is to the right where it runs from right to left.
      const before = rtl ? box.left + scrollX >= document.documentElement.clientWidth : box.right + scrollX <= 0;
      const away = style.position === 'absolute' && (before || box.bottom + scrollY <= 0);
      hiddenBoxes.set(element, !cut && !away && reading(element.parentElement));
    }
    return hiddenBoxes.get(element);
  };
  const textsOf = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const { parentElement } = walker.currentNode;
      if (/\\S/.test(walker.currentNode.data) && !parentElement.closest('script, style, noscript, template, title, desc') && seen(parentElement) && reading(parentElement)) texts.push(walker.currentNode);
    }
    return texts;
  };`;
