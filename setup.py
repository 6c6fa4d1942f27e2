"""Package metadata, read from settings.ini."""
import sys
from configparser import ConfigParser
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
STATUS = {"1": "1 - Planning", "2": "2 - Pre-Alpha", "3": "3 - Alpha", "4": "4 - Beta",
          "5": "5 - Production/Stable"}

parser = ConfigParser(delimiters=["="])
parser.read(HERE / "settings.ini", encoding="utf-8")
settings = parser["DEFAULT"]
site = settings["doc_host"] + settings["doc_baseurl"]

# On PyPI the links of the README lead to the repository.
blob = "{git_url}/blob/{branch}/".format(**settings)
readme = (HERE / "README.md").read_text(encoding="utf-8")
readme = readme.replace("](nbs/images/", "](" + blob.replace("/blob/", "/raw/") + "nbs/images/")
readme = readme.replace("](nbs/", "](" + blob + "nbs/")


class WithoutIndex(build_py):
    "What the wheel holds: not nbdev's index of the source, which only the site needs."

    def find_package_modules(self, package, package_dir):
        return [module for module in super().find_package_modules(package, package_dir) if module[1] != "_modidx"]


setup(
    name=settings["lib_name"],
    version=settings["version"],
    description=settings["description"],
    long_description=readme,
    long_description_content_type="text/markdown",
    author=settings["author"],
    author_email=settings["author_email"],
    url=settings["git_url"],
    project_urls={"Documentation": site, "Source": settings["git_url"]},
    keywords=settings["keywords"],
    license="Apache-2.0",
    license_files=["LICENSE", "NOTICE"],
    # `pages` makes the site, from a clone: nbdev_docs imports it, the wheel does without.
    packages=find_packages(include=[settings["lib_path"], *(["pages"] if "editable_wheel" in sys.argv else [])]),
    package_data={settings["lib_path"]: ["py.typed", "*.mplstyle"]},
    python_requires=">=" + settings["min_python"],
    install_requires=settings["requirements"].split(),
    extras_require={
        name.removesuffix("_requirements"): wanted.split()
        for name, wanted in settings.items() if name.endswith("_requirements")
    },
    classifiers=[
        "Development Status :: " + STATUS[settings["status"]],
        "Intended Audience :: Education",
        "Natural Language :: " + settings["language"],
        "Topic :: Scientific/Engineering :: Artificial Intelligence",
        *("Programming Language :: Python :: " + v for v in settings["python_versions"].split()),
    ],
    cmdclass={"build_py": WithoutIndex},
    zip_safe=False,
)
