namespace Charity.Contents.Items;

/// <summary>Ids in Orchard's shape: 26 lower-case characters that sort by the time they were made (a version 7 UUID in Crockford's base 32).</summary>
internal static class ContentId
{
    public const int Length = 26;
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static string New(TimeProvider clock)
    {
        var id = new UInt128(0, 0);
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(clock.GetUtcNow()).TryWriteBytes(bytes, bigEndian: true, out _);
        foreach (var part in bytes)
        {
            id = (id << 8) | part;
        }

        return string.Create(Length, id, static (text, value) =>
        {
            for (var i = text.Length - 1; i >= 0; i--)
            {
                text[i] = Alphabet[(int)(value & 31)];
                value >>= 5;
            }
        });
    }

    public static bool IsValid(string id) => id.Length == Length && id.All(Alphabet.Contains);
}
