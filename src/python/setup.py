"""The C library, its data and what it is linked to go into the wheel: `make` builds them in the repository around this folder."""
import os, re, shutil, subprocess
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

try: from setuptools.command.bdist_wheel import bdist_wheel
except ImportError: from wheel.bdist_wheel import bdist_wheel

ROOT = Path(__file__).resolve().parents[2]
LINKED = re.compile(r'(lib(?:pcre2-8|cjson|utf8proc)\S*) => (\S+)')


def find_linked(library):
    """The files of the libraries that a wheel cannot expect on another machine, by the names they are asked for."""
    listed = subprocess.run(['ldd', library], check=True, capture_output=True, encoding='utf8').stdout
    return dict(LINKED.findall(listed))


class BuildWithLibrary(build_py):
    def run(self):
        super().run()
        build = os.environ.get('WHOSAID_BUILD', 'build')  # a folder below the repository's
        if not (ROOT / 'Makefile').exists():
            raise SystemExit(f'{ROOT}: no Makefile here; install from a clone of the repository: pip install src/python')
        subprocess.run(['make', '-s', f'BUILD={build}', 'all'], cwd=ROOT, check=True)
        package = Path(self.build_lib) / 'whosaid'
        for old in ('lib', 'share'): shutil.rmtree(package / old, ignore_errors=True)
        library = package / 'lib' / 'libwhosaid.so'
        library.parent.mkdir(parents=True)
        shutil.copy(ROOT / build / 'libwhosaid.so', library)
        for name, path in find_linked(library).items(): shutil.copy(path, library.parent / name)
        shutil.copytree(ROOT / 'gazetteers', package / 'share' / 'whosaid', ignore=shutil.ignore_patterns('build'))
        shutil.copy(ROOT / build / 'whosaid.image', package / 'share' / 'whosaid')


class PlatformWheel(bdist_wheel):
    """For any Python 3 of this platform: the library is called through ctypes."""
    def finalize_options(self):
        super().finalize_options()
        self.root_is_pure = False

    def get_tag(self):
        return ('py3', 'none', super().get_tag()[2])


header = (ROOT / 'include' / 'whosaid.h').read_text(encoding='utf8')
setup(version=re.search(r'WHOSAID_VERSION "(.+?)"', header)[1], cmdclass={'build_py': BuildWithLibrary, 'bdist_wheel': PlatformWheel})
