"""jupyter_kernel_test as a whole: python jupyter_kernel_test_all.py KERNEL"""

import sys
import unittest

import jupyter_kernel_test

NAME = sys.argv.pop(1)
HOST = 'globalThis[Symbol.for("nablab.host")]'


class KernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = NAME
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("oops")'
    code_page_something = "Math?"
    code_generate_error = 'throw new Error("on purpose")'
    code_execute_result = [{"code": "6 * 7", "result": "42"}, {"code": "'a' + 'b'", "result": "'ab'"},
                           {"code": "[1, 2]", "result": "[ 1, 2 ]"}]
    code_display_data = [{"code": f'{HOST}.display({{ data: {{ "text/html": "<b>x</b>" }} }})', "mime": "text/html"}]
    code_clear_output = f"{HOST}.clearOutput(false)"
    completion_samples = [{"text": "console.asse", "matches": {"assert"}}]
    complete_code_samples = ["1", 'console.log("x")', "function f(x: number) {\n  return x * 2\n}"]
    incomplete_code_samples = ['console.log("x"', "function f(x: number) {", "const a = ["]
    invalid_code_samples = ["let = }", "1 +* )"]
    code_history_pattern = "6 ?*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math"


class WelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = NAME
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main(verbosity=2)
