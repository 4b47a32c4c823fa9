/** What the pure libraries must not do and no built-in lint rule forbids. */
const forbid = (node, message) => ({
  create: (context) => ({ [node]: (found) => context.report({ node: found, message }) }),
});

export default {
  meta: { name: 'pure' },
  rules: {
    'no-throw': forbid('ThrowStatement', 'Pure code does not throw: a refusal is an event.'),
  },
};
