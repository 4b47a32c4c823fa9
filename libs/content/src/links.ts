import { certain, likely } from './domains';
import { letterOf } from './letters';

/** Schemes without `//` that lead out of the conversation. */
const schemes = new Set(['mailto', 'tel', 'sms', 'magnet', 'javascript', 'data', 'tg', 'whatsapp']);

/** IDNA's dots are dots. */
const dotted = /[\p{L}\p{N}\p{M}_.。．｡․-]+/gu;
const dot = /[.。．｡․]/u;
const parted = /[.。．｡․]{2,}/u;
/** One dot with something on both sides: without it no name has two labels. */
const innerDot = /[^.。．｡․][.。．｡․][^.。．｡․]/u;
const isLabel = (label: string): boolean => label !== '';
const isSchemeBefore = /[a-z][a-z0-9+.-]{0,15}$/;

/** `://` behind a scheme, also one that is spelled wrongly on purpose. */
const hasScheme = (form: string): boolean => {
  for (let at = form.indexOf(':'); at >= 0; at = form.indexOf(':', at + 1)) {
    const [scheme] = isSchemeBefore.exec(form.slice(Math.max(0, at - 16), at)) ?? [];
    if (scheme !== undefined && form.startsWith('://', at)) return true;
    if (scheme !== undefined && schemes.has(scheme) && /^\S/u.test(form.slice(at + 1, at + 3)))
      return true;
  }
  return false;
};

const isNumber = (label: string): boolean => /^\d{1,3}$/.test(label) && Number(label) < 256;

/** Whether labels are an address, given what stands behind them. */
const isAddress = (labels: readonly string[], behind: string): boolean => {
  const last = labels.at(-1) ?? '';
  if (labels.length < 2) return false;
  if (labels[0] === 'www' || certain.has(last) || last.startsWith('xn--')) return true;
  const hasMore = /^(?:\/\S|:\d)/u.test(behind);
  return hasMore && (likely.has(last) || (labels.length === 4 && labels.every(isNumber)));
};

/** Names with dots. One class of characters, repeated: nothing to go back for. */
const hasHost = (form: string): boolean => {
  if (!innerDot.test(form)) return false; // most texts, which saves taking them apart
  for (const { 0: names, index } of form.matchAll(dotted)) {
    const behind = form.slice(index + names.length, index + names.length + 2);
    const hosts = names.split(parted).map((name) => name.split(dot).filter(isLabel));
    if (hosts.some((labels) => isAddress(labels, behind))) return true;
  }
  return false;
};

/** What a reader sees: no invisible characters, letters as they look, dots as dots. */
const seenForm = (normal: string): string =>
  [...normal]
    .map((char) => {
      const { kind, looks } = letterOf(char.codePointAt(0) ?? 0);
      if (kind === 'nothing') return '';
      return kind === 'letter' ? String.fromCodePoint(...looks) : char;
    })
    .join('');

/** `[.]` and `[:]` are what they hold. */
const bared = (form: string): string => form.replaceAll(/[[({]([.:])[\])}]/gu, '$1');

const isPlain = /^[\0-\x7f]*$/u;
const hasDotOrColon = /[.:。]/u;

/**
 * Whether a text holds something that leads elsewhere: a scheme (also `hxxp://`), `www.`, or a bare
 * domain, international ones too. Looked for in the original and in what a reader sees of it. A
 * domain spelled in words ("dot com") is none: that is a word list's business. Linear in the text.
 */
export const hasLink = (text: string): boolean => {
  const normal = text.normalize('NFKC');
  if (!hasDotOrColon.test(normal)) return false;
  const forms = isPlain.test(text) ? [normal] : [text, seenForm(normal)];
  return forms
    .map((form) => bared(form.toLowerCase()))
    .some((form) => hasScheme(form) || hasHost(form));
};
