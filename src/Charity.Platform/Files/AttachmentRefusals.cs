using Charity.Platform.Requests;
using Charity.Platform.Text;

namespace Charity.Platform.Files;

/// <summary>Everything that is said when a file is not taken. <c>called</c> is the ending of its name, or the name when it has none.</summary>
internal static class AttachmentRefusals
{
    public const string Formats = "PDF, Word (docx), Excel (xlsx), PowerPoint (pptx), JPEG, PNG, WebP, HEIC, TXT, CSV";

    public static Failure Empty => Failure.Field("File", "attachment_empty", "The file is empty. Choose another one.");

    public static Failure TooLarge(AttachmentSettings limits) =>
        Failure.Field("File", "attachment_too_large", "The file is larger than {0} MB. Make it smaller or split it, then upload it again.", limits.LargestFile / (1024 * 1024));

    public static Failure TooMany(AttachmentSettings limits) =>
        Failure.Field("File", "attachment_too_many", "There are {0} files here already, and there can be no more. Remove one that is not needed first.", limits.MostFiles);

    public static Failure TooMuch(AttachmentSettings limits) =>
        Failure.Field("File", "attachments_too_large", "With this file, all files here would be larger than {0} MB together. Remove one that is not needed, or make them smaller.", limits.MostMegabytes);

    public static Failure Unknown(string called) =>
        Failure.Field("File", "attachment_unknown", "This file (called {0}) is of a kind that cannot be taken. These can: {1}.", called, Formats);

    public static Failure Differs(string called, string format) =>
        Failure.Field("File", "attachment_differs", "This file is called {0}, but what is in it is {1}. Give it its right name, then upload it again.", called, format);

    public static Failure Macros(string called) =>
        Failure.Field("File", "attachment_macros", "This file is called {0}, but it is an Office file with macros. Save it without macros, then upload it again.", called);

    public static Failure OldOffice(string called) =>
        Failure.Field("File", "attachment_old_office", "This file (called {0}) is an Office file of the old kind or protected by a password. Save it as docx, xlsx or pptx without a password, then upload it again.", called);

    public static Failure Program(string called) =>
        Failure.Field("File", "attachment_program", "This file is called {0}, but it is a program or holds one. Programs are not taken.", called);

    public static Failure WebPage(string called) =>
        Failure.Field("File", "attachment_web_page", "This file is called {0}, but it is a web page. Print it into a PDF, then upload that.", called);

    public static Failure Drawing(string called) =>
        Failure.Field("File", "attachment_drawing", "This file is called {0}, but it is an SVG or XML file. Save it as PNG or PDF, then upload that.", called);

    public static Failure Archive(string called) =>
        Failure.Field("File", "attachment_archive", "This file is called {0}, but it is an archive of packed files. Unpack it and upload the files one by one.", called);

    public static Failure Encoding(string called) =>
        Failure.Field("File", "attachment_encoding", "This file is called {0}, but it is not text in UTF-8 or GB18030. Save it in one of these, then upload it again.", called);

    public static Failure Damaged(string called) =>
        Failure.Field("File", "attachment_damaged", "This file (called {0}) is damaged and cannot be opened. Save it again with the program that made it, then upload it again.", called);

    public static Failure Packed(string called) =>
        Failure.Field("File", "attachment_packed", "Unpacked, this file (called {0}) would be far larger than a document is. Make it smaller, then upload it again.", called);

    public static Failure Embedded(string called) =>
        Failure.Field("File", "attachment_embedded", "In this file (called {0}) lies another file or an object of another program. Take it out or paste it as a picture, then upload it again.", called);

    public static Failure Outside(string called, string target) => Failure.Field(
        "File", "attachment_outside", "This file (called {0}) loads something from outside: {1}. Break this link or remove it, then upload the file again.", called, Shown(target));

    public static Failure PdfScript(string called) =>
        Failure.Field("File", "attachment_pdf_script", "This PDF (called {0}) holds a script. Print it into a new PDF, then upload that.", called);

    public static Failure PdfLaunch(string called) =>
        Failure.Field("File", "attachment_pdf_launch", "This PDF (called {0}) starts a program or opens another file. Print it into a new PDF, then upload that.", called);

    public static Failure PdfProtected(string called) =>
        Failure.Field("File", "attachment_pdf_protected", "This PDF (called {0}) is protected, so it cannot be checked. Print it into a new PDF without protection, then upload that.", called);

    public static Failure PdfUnread(string called) =>
        Failure.Field("File", "attachment_pdf_unread", "This PDF (called {0}) is packed in a way that cannot be checked. Print it into a new PDF, then upload that.", called);

    public static Failure Infected(string name) =>
        Failure.Field("File", "attachment_infected", "A virus was found in this file ({0}), and it was not kept. Check your computer, then upload a clean file.", Shown(name));

    public static Failure InfectedOften =>
        Failure.Field("File", "attachment_infected_often", "Too many files with viruses were sent here today. Check your computer, then upload a clean file tomorrow.");

    public static Failure OthersOnTheWay =>
        Failure.Unavailable("attachment_others_on_the_way", "Your other files are still on the way. Go back when they have arrived and send this one again; what you wrote is still in the form.");

    public static Failure TooFast =>
        Failure.Unavailable("attachment_too_fast", "You sent very many files within a minute. Wait a minute, go back and send this one again; what you wrote is still in the form.");

    public static Failure Busy =>
        Failure.Unavailable("attachment_busy", "Many people are sending files just now. Wait a minute, go back and send yours again; what you wrote is still in the form.");

    public static Failure Unchecked => Failure.Unavailable("attachment_unchecked", "The file cannot be checked at present, and so it was not kept. Try again in a few minutes.") with
    {
        Fields = [new FieldFailure("File", "attachment_unchecked", "The file cannot be checked at present, and so it was not kept. Try again in a few minutes.")],
    };

    private static string Shown(string found)
    {
        var clean = PlainText.Clean(found);
        return clean.Length <= 80 ? clean : clean[..80] + "…";
    }
}
