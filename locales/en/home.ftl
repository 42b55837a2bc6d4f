# The first page.

home = Home
home-hello = Hello, { $name }
home-latest = Your latest submissions
home-all-yours = All of yours
home-title = Write a program.<br>Know at once whether it is right.
home-lead = Pick a problem, solve it in the language you like, and watch the verdict arrive test by test. Everything runs here, on this server.
home-look = Look at the problems
home-unsolved = Not solved yet
home-all-solved = You have solved everything there is. Well done.
home-no-problems = There are no problems yet. An admin can import some with <code>minos problem import</code>.
