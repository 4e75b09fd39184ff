"""Makes a fresh environment, runs every project's checks in it, and compares each published figure.

    python reproduce.py

Exit code: 0 reproduced, 1 something differs or failed, 2 could not run, 3 a fault of this program.
Needs Python 3.11 or newer and nothing else; `python reproduce.py --help` has the options.
"""

import argparse
import json
import os
import signal
import sys
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
# In an exported repository the parts lie in `tools/`, in Bridgecraft itself beside this file.
TOOLS = HERE / "tools" if (HERE / "tools").is_dir() else HERE


def main(arguments):
    """Runs it all; returns the exit code."""
    options = options_of(arguments)
    sys.path.insert(0, str(TOOLS))
    # A tool must not leave traces in a repository.
    sys.dont_write_bytecode = True
    from bridgecraft_reproduce.environment import make_environment
    from bridgecraft_reproduce.published import CannotRun, changed_files, differing, read_published
    from bridgecraft_reproduce.report import ProjectReport, exit_code, report_of, say_project
    from bridgecraft_reproduce.run import run_project

    root = Path(options.root).resolve()
    try:
        published = read_published(root)
        projects = chosen(published.projects, options.only, CannotRun)
        altered = differing(TOOLS, published.tools)
        if altered and TOOLS == root / "tools":
            raise CannotRun(
                f"tools/ is not as it was published: {', '.join(altered)}. "
                "Get it back (git checkout, or a new clone)."
            )
        base = absolute(options.python) if options.python else sys.executable
        if options.no_venv:
            python = base
        else:
            folder = Path(options.venv).resolve() if options.venv else root / ".venv"
            wheelhouse = Path(options.wheelhouse) if options.wheelhouse else None
            python = make_environment(root, folder, base, wheelhouse, options.no_index, say)
        reports = []
        for at, project in enumerate(projects, 1):
            say(f"\n{project.title} ({project.folder}, {at} of {len(projects)})")
            place = root / project.folder
            if not place.is_dir():
                raise CannotRun(f"The folder {project.folder} is missing. Clone the repository again.")
            report = ProjectReport(
                project, run_project(TOOLS, python, place, project), changed_files(place, project)
            )
            say_project(report, say)
            reports.append(report)
        write(root, options.json, report_of(published, reports))
    except CannotRun as problem:
        say(f"\nCould not run: {problem}")
        return 2
    code = exit_code(reports)
    say(f"\n{closing(code, reports)}")
    return code


def absolute(program):
    """A path is meant from here, whatever folder a run stands in; a bare name is looked up on PATH."""
    return os.path.abspath(program) if os.path.dirname(program) else program


def chosen(projects, only, problem):
    """The projects that were asked for."""
    if not projects:
        raise problem(
            "reproduce.json publishes no project. Export the portfolio again once a step has passed."
        )
    unknown = [name for name in only if name not in {project.folder for project in projects}]
    if unknown:
        known = ", ".join(project.folder for project in projects)
        raise problem(f"There is no project {', '.join(unknown)}. The projects are: {known}.")
    return [project for project in projects if not only or project.folder in only]


def write(root, also, report):
    """Writes `reproduced.json`, and the same where `--json` says."""
    text = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    for path in [root / "reproduced.json", *([Path(also)] if also else [])]:
        try:
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            say(f"{path.name} could not be written ({error.strerror}); the table above is all there is.")


def closing(code, reports):
    """The last sentence."""
    figures = [report.verdict_of(figure) for report in reports for figure in report.project.figures]
    count = f"{figures.count('reproduced')} of {len(figures)} figures reproduced"
    if code == 0:
        return f"Reproduced: {count}, every check passed."
    if code == 2:
        return f"Could not run every project: {count}. What is missing stands above."
    return f"Not reproduced: {count}. What differs stands above; reproduced.json has the numbers."


def options_of(arguments):
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="reproduce.py",
        description="Re-run every project's checks and compare each published figure within its tolerance.",
        epilog="Exit code: 0 reproduced, 1 something differs or failed, 2 could not run.",
    )
    parser.add_argument(
        "--only", metavar="PROJECT", action="append", default=[], help="this folder alone; may be repeated"
    )
    parser.add_argument("--venv", metavar="DIR", help="the environment to make (default: .venv here)")
    parser.add_argument(
        "--python", metavar="PATH", help="the Python to use (default: the one that runs this)"
    )
    parser.add_argument(
        "--no-venv", action="store_true", help="make no environment; use what that Python has installed"
    )
    parser.add_argument(
        "--wheelhouse", metavar="DIR", help="install from the wheels of this folder, without the network"
    )
    parser.add_argument("--no-index", action="store_true", help="install without the package index")
    parser.add_argument("--json", metavar="FILE", help="write the report there too")
    parser.add_argument(
        "--root", metavar="DIR", default=str(HERE), help="the repository (default: the folder of this file)"
    )
    return parser.parse_args(arguments)


def say(text):
    """Prints a line at once."""
    print(text, flush=True)


def stop(*_):
    """A request to end is taken as Ctrl-C: what runs is ended, temporary folders go."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - it is started by whatever Python a reader has
        print(
            "reproduce.py needs Python 3.11 or newer; this is "
            + sys.version.split()[0]
            + ". Run it with a newer one."
        )
        sys.exit(2)
    for stream in (sys.stdout, sys.stderr):
        # Titles may hold characters that a Windows console cannot show.
        stream.reconfigure(errors="replace")
    signal.signal(signal.SIGTERM, stop)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("\nStopped. Nothing was compared; run it again when you like.")
        sys.stdout.flush()
        os._exit(2)
    except Exception:  # noqa: BLE001 - its exit code must not read "differs"
        traceback.print_exc()
        print("This is a fault of reproduce.py itself, not of the work.")
        sys.exit(3)
