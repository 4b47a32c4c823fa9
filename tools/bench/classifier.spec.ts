import { told } from './classifier';

const count = 400;
const numbers = Array.from({ length: count }, (_, index) => (index * 7_919) % 1_009);

test('two worlds that are one are told apart by nothing', () => {
  const { auc, chance } = told('x', { delivered: numbers, suppressed: numbers.toReversed() });
  expect(auc).toBe(0.5);
  expect(chance).toBeCloseTo(1.96 * Math.sqrt((2 * count + 1) / (12 * count * count)));
});

test('what is always slower is always told, and so is what is always faster', () => {
  const slower = numbers.map((ms) => ms + 2_000);
  expect(told('x', { delivered: numbers, suppressed: slower }).auc).toBe(1);
  expect(told('x', { delivered: slower, suppressed: numbers }).auc).toBe(0);
});

test('what is slower by a twentieth of its spread is told beyond chance', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => (index * 7_919) % 10_007);
  const slower = many.map((ms) => ms + 500);
  const { auc, chance, delivered, suppressed } = told('x', { delivered: many, suppressed: slower });
  expect(auc - 0.5).toBeGreaterThan(3 * chance);
  expect([delivered, suppressed]).toEqual([10_000, 10_000]);
});

test('every couple counts once, and a draw half', () => {
  expect(told('x', { delivered: [1, 2, 2, 5], suppressed: [2, 3] }).auc).toBe((1 + 1 + 3) / 8);
});
