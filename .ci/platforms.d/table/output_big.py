# expect: {"exit_code": 0, "stdout": "/first\\n0*\\n.*bytes.*\\n0*\\nlast\\n/", "duration_seconds": [0, 20]}
print("first")
print("0" * 3000000)
print("last")
