"""What Package.swift says of targets and packages, for the checks that compare it with something else."""
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def package_tool(path, *arguments):
    """The JSON that `swift package` prints about a package."""
    command = ["swift", "package", "--package-path", str(path), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr.strip()}")
    return json.loads(done.stdout[done.stdout.index("{"):])


def add_arguments(parser):
    """The options that all checks of the manifest have."""
    parser.add_argument("--package", type=Path, default=ROOT, help="the package's folder")
    parser.add_argument("--scratch-path", type=Path, help="where it was built, if not in .build")


def scratch(options):
    """The options of `swift package` for the package that a check was asked about."""
    return ["--scratch-path", str(options.scratch_path.resolve())] if options.scratch_path else []


def described_targets(options):
    """{name: description} of the targets, as `swift package describe` gives it."""
    description = package_tool(options.package, *scratch(options), "describe", "--type", "json")
    return {target["name"]: target for target in description["targets"]}


@dataclass
class Packages:
    """The packages that a package depends on: which modules their products are, and which package a product is of."""
    modules: dict   # {product: modules}
    owners: dict    # {product: identity of the package}
    beneath: dict   # {identity: identities of all packages that it depends on}

    @classmethod
    def read(cls, options):
        found = cls({}, {}, {})
        tree = package_tool(options.package, *scratch(options), "show-dependencies", "--format", "json")
        for dependency in tree["dependencies"]:
            identity = dependency["identity"]
            found.beneath[identity] = set(_identities(dependency["dependencies"]))
            for product in package_tool(dependency["path"], "dump-package")["products"]:
                found.modules[product["name"]] = set(product["targets"])
                found.owners[product["name"]] = identity
        return found


def _identities(dependencies):
    for dependency in dependencies:
        yield dependency["identity"]
        yield from _identities(dependency["dependencies"])


def direct(target):
    """The names of the targets and products that a target declares."""
    return [*target.get("target_dependencies", []), *target.get("product_dependencies", [])]


def closure(name, targets):
    """The names of all targets and products that a target depends on, through others too."""
    found, waiting = set(), [name]
    while waiting:
        for dependency in direct(targets.get(waiting.pop(), {})):
            if dependency not in found:
                found.add(dependency)
                waiting.append(dependency)
    return found
