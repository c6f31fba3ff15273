interface AgentRun {
  readonly language: 'bash' | 'python';
  readonly code: string;
  readonly output: string;
}

interface CoderTexts {
  readonly runs: readonly AgentRun[];
  readonly answer: string;
}

/** What a coding agent thinks before each of its runs. */
export const coderThoughts: readonly string[] = [
  '**Looking around**\n\nBefore I change anything I list the files, to see what kind of project this is.',
  '**Finding the mistake**\n\nOnly one test fails. It says that the total of an empty order is not a number, so I read the function that adds up.',
  '**Mending and checking**\n\nThe division needs a guard. I change that one line and run all tests again.',
];

/** What a coding agent does and says. */
export const coderTexts: CoderTexts = {
  runs: [
    {
      language: 'bash',
      code: 'ls -la\n',
      output: `total 24
drwxr-xr-x 3 agent agent 4096 Feb  3 09:14 .
-rw-r--r-- 1 agent agent  412 Feb  3 09:14 README.md
-rw-r--r-- 1 agent agent  338 Feb  3 09:14 order.py
-rw-r--r-- 1 agent agent  521 Feb  3 09:14 test_order.py
`,
    },
    {
      language: 'bash',
      code: 'cat order.py && python -m pytest -q\n',
      output: `def average(prices):
    return sum(prices) / len(prices)

.F                                                            [100%]
FAILED test_order.py::test_empty - ZeroDivisionError: division by zero
1 failed, 1 passed in 0.04s
`,
    },
    {
      language: 'python',
      code: `import subprocess
from pathlib import Path

file = Path("order.py")
file.write_text(file.read_text().replace(
    "return sum(prices) / len(prices)",
    "return sum(prices) / len(prices) if prices else 0",
))
print(subprocess.run(["python", "-m", "pytest", "-q"], capture_output=True, text=True).stdout)
`,
      output: `..                                                            [100%]
2 passed in 0.03s
`,
    },
  ],
  answer: `All tests pass now. **One line was wrong**, in \`order.py\`:

\`\`\`diff
 def average(prices):
-    return sum(prices) / len(prices)
+    return sum(prices) / len(prices) if prices else 0
\`\`\`

I looked through the three files of the project, ran its tests, and found that an order without prices was divided by zero. It now counts as 0.

*The emulator has no computer to work on: the files, the runs and this report are prepared.*`,
};
