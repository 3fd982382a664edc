"""What expressions can read of a field, in the types of the language."""

from collections.abc import Iterator

from lightmeter.language.scope import FieldDeclaration
from lightmeter.language.types import (
    ANY_STRING,
    BOOLEAN,
    NUMBER,
    ArrayType,
    IntegerType,
    ObjectType,
    StringType,
    Type,
    UnionType,
)
from lightmeter.packs.member import Member

__all__ = ["declarations"]


def declarations(member: Member) -> Iterator[tuple[tuple[str, ...], FieldDeclaration]]:
    """What lets expressions read a member, and the parts of its template, by path."""
    field, path = member.field, member.path
    certain = (field.required or field.default is not None) and len(path) == 1
    yield path, FieldDeclaration(path, _type(member), certain)
    if member.template is not None:
        # The object's properties were declared before; as parts they have a value in both forms.
        for name, (low, high), (_, most) in zip(
            member.template.parts, member.part_bounds, member.template.digits, strict=True
        ):
            # The object form counts no digits, and takes a minus sign: only its keywords bound it.
            # Fifteen digits are no bound worth the name.
            text_alone = "object" not in field.type
            least = 0 if low is None and text_alone else low
            widest = 10**most - 1 if high is None and text_alone and most < 15 else high
            yield (
                (*path, name),
                FieldDeclaration(
                    (*path, name),
                    IntegerType(least, widest),
                    certain=False,
                    group=".".join(path),
                ),
            )


def _type(member: Member) -> Type:
    field = member.field
    types: list[Type] = []
    for kind in field.type:
        match kind:
            case "string":
                types.append(_string_type(member))
            case "integer":
                types.append(IntegerType(field.minimum, field.maximum))
            case "number":
                types.append(NUMBER)
            case "boolean":
                types.append(BOOLEAN)
            case "array":
                types.append(ArrayType(field.max_items))
            case _:
                types.append(ObjectType())
    if not types:
        return ObjectType()
    return types[0] if len(types) == 1 else UnionType(tuple(types))


def _string_type(member: Member) -> StringType:
    field, template = member.field, member.template
    if not field.enum and template is None:
        return ANY_STRING
    return StringType(
        frozenset(field.enum) if field.enum else None, template.strict if template else None
    )
