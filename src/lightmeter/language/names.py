"""What a name in an expression stands for, and whether it has a value where it stands."""

from lightmeter.language import tree, typed
from lightmeter.language.errors import mistake
from lightmeter.language.facts import Facts
from lightmeter.language.scope import Declaration, FieldDeclaration, LetDeclaration, Scope
from lightmeter.language.spelling import nearest
from lightmeter.language.types import strings

__all__ = ["alias", "declaration", "field_value", "has_field"]


def declaration(expr: tree.Name, scope: Scope) -> Declaration:
    """
    Find what a name stands for.

    Raises:
        ExpressionError: If it is unknown, with the nearest known name.
    """
    found = scope.get(expr.path)
    if found is not None:
        return found
    name = ".".join(expr.path)
    for other in scope.values():
        known = strings(other.type) if isinstance(other, FieldDeclaration) else None
        if known is not None and name in (known.values or ()):
            raise mistake(expr, f"unknown name {name}; text stands in quotes", f'"{name}"')
    names = {".".join(path) for path in scope} | {"true", "false"}
    raise mistake(expr, f"unknown name {name}", nearest(name, names))


def field_value(expr: tree.Name, field: FieldDeclaration, facts: Facts) -> typed.FieldValue:
    """
    Resolve a member to its value.

    Raises:
        ExpressionError: If it may have none here, with the guard that is missing.
    """
    if field.certain or field.path in facts:
        return typed.FieldValue(field.path, field.type)
    name = ".".join(field.path)
    if field.group is not None and len(field.path) > 1:
        reason = f"{name} is only there when a custom {field.path[-2]} is given"
    else:
        reason = f"`{name}` may be absent here"
    raise mistake(expr, f"{reason}; guard with has({name})")


def has_field(argument: tree.Expr, scope: Scope) -> typed.HasField:
    """
    Resolve `has`, which asks for a member itself.

    Raises:
        ExpressionError: If the argument is anything else, with the member that was meant.
    """
    if isinstance(argument, tree.Literal) and isinstance(argument.value, str):
        message = "has takes the name of a member, without quotes"
        raise mistake(argument, message, argument.value)
    if not isinstance(argument, tree.Name):
        raise mistake(argument, "has takes the name of a member")
    field = declaration(argument, scope)
    if not isinstance(field, FieldDeclaration):
        meant = alias(argument, scope)
        raise mistake(
            argument,
            f"has takes the name of a member; {argument.path[0]} is defined by the pack",
            ".".join(meant.path) if meant is not None else "",
        )
    proves = {field.path}
    # Who has a part has the whole.
    proves |= {field.path[:length] for length in range(1, len(field.path))} & scope.keys()
    if field.group is not None:
        proves |= {
            other.path
            for other in scope.values()
            if isinstance(other, FieldDeclaration) and other.group == field.group
        }
    return typed.HasField(field.path, frozenset(proves))


def alias(expr: tree.Expr, scope: Scope) -> FieldDeclaration | None:
    """Give the member that an expression names, directly or through plain named values."""
    seen: set[tree.Path] = set()
    while isinstance(expr, tree.Name) and expr.path not in seen:
        seen.add(expr.path)
        found = scope.get(expr.path)
        if isinstance(found, FieldDeclaration):
            return found
        if not isinstance(found, LetDeclaration) or len(found.cases) != 1:
            return None
        (case,) = found.cases
        if case.when is not None:
            return None
        expr = case.then
    return None
