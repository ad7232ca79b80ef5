# In a terminal the product is a job of its own: Ctrl-C reaches it alone, and pnpm and npx, which
# would end red, see it end with 0.
program="node_modules/node/bin/node packages/cli/src/start/start.ts"
if [ -t 0 ]; then
  set -m
  $program
else
  exec $program
fi
