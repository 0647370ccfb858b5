using Charity.Platform.Requests;
using Charity.Platform.Text;

namespace Charity.Ventures.Forms;

/// <summary>One step of building a form.</summary>
internal abstract record FormChange
{
    private FormChange()
    {
    }

    public abstract Result<FormDefinition> On(FormDefinition form);

    /// <summary>Adds a section at the end, or renames the one at <paramref name="At"/>.</summary>
    internal sealed record KeepSection(int? At, LocalizedText Title) : FormChange
    {
        public override Result<FormDefinition> On(FormDefinition form) =>
            At is null ? new FormDefinition([.. form.Sections, new FormSection(Title, [])])
            : form.Sections.ElementAtOrDefault(At.Value) is { } section ? Replace(form, At.Value, section with { Title = Title })
            : SectionUnknown;
    }

    internal sealed record MoveSection(int At, bool Up) : FormChange
    {
        public override Result<FormDefinition> On(FormDefinition form) => Moved(form.Sections, At, Up) is { } sections ? new FormDefinition(sections) : SectionUnknown;
    }

    /// <summary>Takes an empty section away.</summary>
    internal sealed record RemoveSection(int At) : FormChange
    {
        public override Result<FormDefinition> On(FormDefinition form) => form.Sections.ElementAtOrDefault(At) switch
        {
            null => SectionUnknown,
            { Fields.Count: > 0 } => Failure.Conflict("section_not_empty", "This section still has questions. Move or remove them first."),
            var section => new FormDefinition([.. form.Sections.Where(other => !ReferenceEquals(other, section))]),
        };
    }

    /// <summary>Puts a question into a section: in the place of the one with its code, otherwise at the end.</summary>
    internal sealed record KeepField(int Section, FormField Field) : FormChange
    {
        public override Result<FormDefinition> On(FormDefinition form)
        {
            if (form.Sections.ElementAtOrDefault(Section) is not { } section)
            {
                return SectionUnknown;
            }

            if (section.Fields.ToList().FindIndex(field => field.Code == Field.Code) is >= 0 and var place)
            {
                return Replace(form, Section, section with { Fields = [.. section.Fields.Take(place), Field, .. section.Fields.Skip(place + 1)] });
            }

            if (form.Fields.Count() >= FormDefinition.MostFields && form.Find(Field.Code) is null)
            {
                return Failure.Conflict("too_many_questions", "A form has at most {0} questions.", FormDefinition.MostFields);
            }

            var without = new FormDefinition([.. form.Sections.Select(other => other with { Fields = [.. other.Fields.Where(field => field.Code != Field.Code)] })]);
            return Replace(without, Section, without.Sections[Section] with { Fields = [.. without.Sections[Section].Fields, Field] });
        }
    }

    internal sealed record MoveField(string Code, bool Up) : FormChange
    {
        public override Result<FormDefinition> On(FormDefinition form)
        {
            for (var at = 0; at < form.Sections.Count; at++)
            {
                var section = form.Sections[at];
                if (section.Fields.ToList().FindIndex(field => field.Code == Code) is >= 0 and var place)
                {
                    return Replace(form, at, section with { Fields = Moved(section.Fields, place, Up) ?? section.Fields });
                }
            }

            return FieldUnknown;
        }
    }

    internal sealed record RemoveField(string Code) : FormChange
    {
        public override Result<FormDefinition> On(FormDefinition form) => form.Find(Code) is null
            ? FieldUnknown
            : new FormDefinition([.. form.Sections.Select(section => section with { Fields = [.. section.Fields.Where(field => field.Code != Code)] })]);
    }

    private static Failure SectionUnknown => Failure.NotFound("section_unknown", "This section is not there any more.");

    public static Failure FieldUnknown => Failure.NotFound("question_unknown", "This question is not there any more.");

    private static FormDefinition Replace(FormDefinition form, int at, FormSection section) => new([.. form.Sections.Take(at), section, .. form.Sections.Skip(at + 1)]);

    /// <summary>The list with one of its items a place up or down; the same list at its ends, null when there is no such item.</summary>
    private static IReadOnlyList<T>? Moved<T>(IReadOnlyList<T> items, int at, bool up)
    {
        var other = up ? at - 1 : at + 1;
        if (at < 0 || at >= items.Count)
        {
            return null;
        }

        if (other < 0 || other >= items.Count)
        {
            return items;
        }

        var moved = items.ToArray();
        (moved[at], moved[other]) = (moved[other], moved[at]);
        return moved;
    }
}
