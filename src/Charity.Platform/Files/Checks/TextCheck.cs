using System.Text;

namespace Charity.Platform.Files.Checks;

/// <summary>Plain text as people here have it: UTF-8, or GB18030 (GB 18030-2022) as Excel saves CSV on a Chinese computer.</summary>
internal static class TextCheck
{
    /// <summary>The name of the character set, or null when the file is no text in either.</summary>
    public static string? CharacterSet(Stream file) =>
        IsTextIn(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)) ? "utf-8"
        : IsTextIn(file, CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!) ? "gb18030"
        : null;

    private static bool IsTextIn(Stream file, Encoding encoding)
    {
        file.Position = 0;
        var decoder = encoding.GetDecoder();
        var bytes = new byte[64 * 1024];
        var characters = new char[encoding.GetMaxCharCount(bytes.Length)];
        try
        {
            for (int read; (read = file.Read(bytes)) > 0;)
            {
                // No text has these; a tab and the ends of lines and pages come after them.
                if (characters.AsSpan(0, decoder.GetChars(bytes, 0, read, characters, 0, flush: false)).ContainsAnyInRange('\0', '\b'))
                {
                    return false;
                }
            }

            decoder.GetChars([], 0, 0, characters, 0, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
