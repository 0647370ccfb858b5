using Charity.Platform.Text;

namespace Charity.Ventures.Forms;

/// <summary>What kind of answer a question takes. Every answer is kept the same way, as rows of cells (<see cref="FormAnswers"/>).</summary>
internal enum FieldKind
{
    /// <summary>One line.</summary>
    Text,

    /// <summary>Several paragraphs.</summary>
    LongText,

    /// <summary>One of the options.</summary>
    Choice,

    /// <summary>Any of the options.</summary>
    Choices,
    Number,
    Date,

    /// <summary>Rows of the columns.</summary>
    Table,

    /// <summary>Communities and streets of the area tree.</summary>
    Areas,

    /// <summary>People with name, task and qualification; personal data, shown to nobody who needs not see it.</summary>
    People,

    /// <summary>Documents among the submission's attachments.</summary>
    Files,

    /// <summary>Published needs of communities that the project answers, by id.</summary>
    Needs,

    /// <summary>The project's budget, checked against the call's heads and limits; once in a form.</summary>
    Budget,
}

/// <param name="Code">Stands in the answer; stays when the words change.</param>
internal sealed record FormOption(string Code, LocalizedText Label);

internal sealed record FormColumn(string Code, LocalizedText Label);

/// <summary>A question of a form.</summary>
internal sealed record FormField
{
    /// <summary>The answer's key; unique within the form.</summary>
    public required string Code { get; init; }
    public required FieldKind Kind { get; init; }
    public required LocalizedText Label { get; init; }
    public LocalizedText? Help { get; init; }
    public bool IsRequired { get; init; }

    /// <summary>Characters of a text; rows of a table, of people, of a budget or of files. Null for the kind's own limit.</summary>
    public int? Most { get; init; }

    /// <summary>Of a number.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Of a number.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>The answer tells who applies: reviewers who judge blind do not see it.</summary>
    public bool NamesApplicant { get; init; }

    /// <summary>The answer stands on the project's public page once it is awarded.</summary>
    public bool IsPublic { get; init; }
    public IReadOnlyList<FormOption> Options { get; init; } = [];
    public IReadOnlyList<FormColumn> Columns { get; init; } = [];

    /// <summary>The longest text, or the most rows.</summary>
    public int Limit => Most ?? Kind switch
    {
        FieldKind.Text => 100,
        FieldKind.LongText => 2_000,
        FieldKind.Table or FieldKind.People => 30,
        FieldKind.Budget => 100,
        FieldKind.Files => 10,
        FieldKind.Areas or FieldKind.Needs => 20,
        _ => 1,
    };

    /// <summary>The cells of a row; one for everything that is no table.</summary>
    public IReadOnlyList<FormColumn> Cells => Kind switch
    {
        FieldKind.Table => Columns,
        FieldKind.People => PeopleColumns,
        _ => [],
    };

    /// <summary>The most cells a row may have.</summary>
    public int Width => Kind switch
    {
        FieldKind.Table => Columns.Count,
        FieldKind.People => PeopleColumns.Count,
        FieldKind.Budget => Budgets.BudgetLine.Cells,
        _ => 1,
    };

    /// <summary>True when the answer has several rows.</summary>
    public bool HasRows => Kind is FieldKind.Choices or FieldKind.Table or FieldKind.People or FieldKind.Areas or FieldKind.Needs or FieldKind.Files or FieldKind.Budget;

    private static readonly IReadOnlyList<FormColumn> PeopleColumns =
    [
        new("name", new LocalizedText("姓名", "Name")),
        new("task", new LocalizedText("项目分工", "Task")),
        new("qualification", new LocalizedText("专业资质", "Qualification")),
    ];
}

internal sealed record FormSection(LocalizedText Title, IReadOnlyList<FormField> Fields);

/// <summary>A form's questions. Never changed once somebody may have answered it: a change makes the next version.</summary>
internal sealed record FormDefinition(IReadOnlyList<FormSection> Sections)
{
    public const int MostFields = 80;

    public static FormDefinition Empty { get; } = new([]);

    public IEnumerable<FormField> Fields => Sections.SelectMany(section => section.Fields);

    /// <summary>Without the questions that tell who applies.</summary>
    public FormDefinition WithoutApplicant() => new([.. Sections.Select(section => section with { Fields = [.. section.Fields.Where(field => !field.NamesApplicant)] }).Where(section => section.Fields.Count > 0)]);

    public FormField? Find(string code) => Fields.FirstOrDefault(field => field.Code == code);
}
