const dot = '•';

/** 066203000123 → 066•••••0123; other numbers keep two digits in front and three behind; short ones show one. */
export function maskNumber(value: string): string {
  const [front, back] = value.length === 12 ? [3, 4] : value.length >= 8 ? [2, 3] : [0, 1];
  const hidden = Math.max(value.length - front - back, 0);
  return (
    value.slice(0, front) + dot.repeat(hidden) + value.slice(value.length - Math.min(back, value.length))
  );
}

/** Masks every run of 9 or 12 digits, also when written in groups, in free text such as a log line. */
export function maskNumbersIn(text: string): string {
  return text.replace(/(?<!\d)\d(?:[ .-]?\d){8}(?:(?:[ .-]?\d){3})?(?!\d)/g, (run) => {
    const digits = run.replace(/\D/g, '');
    return digits.length === 12 || digits.length === 9 ? maskNumber(digits) : run;
  });
}
