# What ./run and ./test share: a Python, the system libraries, and .venv with the locked libraries.
# Sourced with `house` set to the project's folder. One line is printed for each step, and a second
# start takes none of them.

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$@" >&2; exit 1; }

# --- the stamp: .venv/.stamp says which Python and which requirement files .venv was made from

python_of_venv() { "$house/.venv/bin/python" -c 'import sys; print(sys.version)' 2>/dev/null | tr -d '\n'; }
mark_of() { cksum < "$house/$1" | tr -d '\n'; }

# Whether .venv still is the one that was stamped: it moves neither folder nor Python.
venv_is_ours() {
    [ -f "$house/.venv/.stamp" ] && [ -x "$house/.venv/bin/python" ] &&
        grep -qxF "python $(python_of_venv) in $house" "$house/.venv/.stamp"
}

# Whether the named requirement file is installed as it stands today.
is_set_up() { venv_is_ours && grep -qxF "$1 $(mark_of "$1")" "$house/.venv/.stamp"; }

# requirements-dev.txt holds all of requirements.txt, so its stamp stands for both.
stamp() {
    {
        say "python $(python_of_venv) in $house"
        say "requirements.txt $(mark_of requirements.txt)"
        [ "$1" = requirements.txt ] || say "$1 $(mark_of "$1")"
    } > "$house/.venv/.stamp.new"
    mv "$house/.venv/.stamp.new" "$house/.venv/.stamp"
}

# --- what the system must have

# The first Python of 3.11 or newer that can make a virtual environment, or else the first at all.
# Each is tried, since a name on the PATH may lead nowhere.
find_python() {
    python=
    for name in python3.11 python3.12 python3.13 python3.14 python3; do
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        [ -n "$python" ] || python=$name
        if "$name" -c 'import ensurepip, venv' 2>/dev/null; then python=$name; return; fi
    done
}

# Prints the system packages that are missing, of those for the named requirement file.
missing_packages() {
    if [ -z "$python" ]; then
        if [ "$(uname -s)" = Darwin ]; then say python; else say python3 python3-venv; fi
        return
    fi
    "$python" - "$1" "$(uname -s)" <<'PYTHON'
import ctypes, os, shutil, sys

wanted, system = sys.argv[1:]
mac = system == "Darwin"
missing = []


def loads(*names):
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def needs(there, debian, brew):
    package = brew if mac else debian
    if not there and package and package not in missing:
        missing.append(package)


try:
    import ensurepip, venv
except ImportError:
    needs(False, f"python3.{sys.version_info.minor}-venv", "python")

for library, dylib, package in (
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset0"),
):
    needs(loads(dylib if mac else library), package, "pango")

if wanted == "requirements-dev.txt":
    browsers = ("chromium", "chromium-browser", "google-chrome")
    if mac:
        browsers += ("/Applications/Chromium.app/Contents/MacOS/Chromium",)
        browsers += ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
    needs(any(map(shutil.which, browsers)), "chromium", "chromium")
    needs(mac or loads("libatomic.so.1"), "libatomic1", "")
    programs = (("git", "git"), ("qpdf", "qpdf"), ("pdftotext", "poppler"), ("caddy", "caddy"))
    for program, package in programs:
        needs(shutil.which(program), package + "-utils" * (package == "poppler"), package)
    # veraPDF, which judges our PDFs where there is Java; elsewhere its test says that it skips.
    java = shutil.which("javac") and shutil.which("apt-get")
    needs(not java or os.path.exists("/usr/share/java/jaxb-runtime.jar"), "libjaxb-java", "")

print(*missing)
PYTHON
}

# Installs the named packages where that is allowed without asking; else says the one line to type.
install_packages() {
    system=$(uname -s)
    if [ "$system" = Darwin ]; then
        stop "Something is missing from this Mac. Type this, then start again:" "  brew install $*"
    fi
    if ! command -v apt-get >/dev/null 2>&1; then
        stop "These are missing (Debian's names): $*" \
            "Install them with this system's own package tool, then start again."
    fi
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        as_root="sudo -n"
        sudo -n true 2>/dev/null ||
            stop "Something is missing from this computer. Type this, then start again:" \
                "  sudo apt-get install --no-install-recommends $*"
    fi
    say "Installing from the system: $*"
    log=$(mktemp)
    if ! { $as_root apt-get update -qq &&
        $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$@"; } >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        stop "The system packages could not be installed; the reason stands above. By hand:" \
            "  sudo apt-get install --no-install-recommends $*"
    fi
    rm -f "$log"
}

# --- all of it

# Waits while somebody else sets up this folder; the folder .setting-up holds the other's number. One
# whose program is gone, broken off or after a power cut, holds nobody up.
hold_the_house() {
    waited=0
    until mkdir "$house/.setting-up" 2>/dev/null; do
        [ -w "$house" ] || stop "The folder $house may not be written to."
        other=$(cat "$house/.setting-up/by" 2>/dev/null || true)
        if ! is_running "$other" "$waited"; then
            rm -rf "$house/.setting-up"
            continue
        fi
        [ "$waited" -gt 0 ] ||
            say "Another start is installing here; this one goes on when it is done."
        waited=$((waited + 1))
        sleep 1
    done
    say $$ > "$house/.setting-up/by"
    trap 'rm -rf "$house/.setting-up"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

# Whether a program of that number is there; one that has not said its number yet has some seconds.
is_running() {
    if [ -z "$1" ]; then [ "$2" -lt 10 ]; return; fi
    kill -0 "$1" 2>/dev/null || [ -d "/proc/$1" ]
}

let_go_of_the_house() {
    rm -rf "$house/.setting-up"
    trap - EXIT INT TERM
}

# Sets up .venv for the named requirement file, or does nothing where that is done already.
set_up() {
    if is_set_up "$1"; then return; fi
    hold_the_house
    # The one that was waited for may have done all of it.
    is_set_up "$1" || install "$1"
    let_go_of_the_house
}

install() {
    find_python
    missing=$(missing_packages "$1")
    if [ -n "$missing" ]; then
        # shellcheck disable=SC2086  # one word for each package
        install_packages $missing
        find_python
        missing=$(missing_packages "$1")
        [ -n "$python" ] || stop "Common Purse needs Python 3.11 or newer; this system offers none."
        [ -z "$missing" ] || stop "Still missing after installing: $missing"
    fi

    if ! venv_is_ours; then
        say "Making .venv with $("$python" -c 'import platform; print("Python", platform.python_version())')"
        rm -rf "$house/.venv"
        "$python" -m venv "$house/.venv"
    fi
    # Every file is checked against its hash, and nothing is built here: building would fetch
    # tools that no hash covers.
    say "Installing the libraries of $1 (a minute or two, this once)"
    "$house/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --only-binary :all: -r "$house/$1" ||
        stop "The libraries could not be installed; the reason stands above. Start again to go on."
    stamp "$1"
}

# What every process of ours runs with. Beancount would keep a cache beside the books, and Homebrew
# keeps its libraries where a Mac does not look.
set_environment() {
    export BEANCOUNT_DISABLE_LOAD_CACHE=1
    export PYTHONPATH="$house"
    if [ -d /opt/homebrew/lib ]; then
        export DYLD_FALLBACK_LIBRARY_PATH="/opt/homebrew/lib:/usr/local/lib:/usr/lib"
    fi
}
