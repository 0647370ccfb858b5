using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Charity.Platform.Files;

namespace Charity.Tests.Platform.Files;

/// <summary>Nothing a camera wrote into a picture reaches the public, and the picture stays as it is.</summary>
public sealed class PictureMetadataTests
{
    private static readonly byte[] Place = Encoding.ASCII.GetBytes("31.2304N-121.4737E");
    private static readonly byte[] Quantisation = Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]);
    private static readonly byte[] Frame = Segment(0xC0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0]);

    // Bits with a stuffed FF 00 and the mark of a restart, which are no segments.
    private static readonly byte[] Scan = [.. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56];
    private static readonly byte[] Jfif = Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
    private static readonly byte[] Colours = Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, 7, 7]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Remove_FromAJpeg_TakesOutPlaceDevicePreviewAndFilmButKeepsHowItIsTurned(bool isLittle)
    {
        byte[] picture =
        [
            0xFF, 0xD8, .. Jfif, .. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(6, isLittle)]), .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Place]), .. Colours,
            .. Segment(0xE2, [.. "MPF\0"u8, .. Place]), .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. Place]), .. Segment(0xFE, Place), .. Quantisation, .. Frame, .. Scan, .. Segment(0xFE, Place), .. Scan,
            0xFF, 0xD9, 0xFF, 0xD8, .. Place,
        ];

        var cleaned = PictureMetadata.Remove(picture);

        Assert.Equal(-1, cleaned.AsSpan().IndexOf(Place));
        Assert.Equal(-1, cleaned.AsSpan().IndexOf("Huawei"u8));
        Assert.Equal((byte[])[0xFF, 0xD8, .. Jfif, .. Segment(0xE1, [.. "Exif\0\0"u8, .. ExifOrientation.Write(6)]), .. Colours, .. Quantisation, .. Frame, .. Scan, .. Scan, 0xFF, 0xD9], cleaned);
        Assert.Equal(6, ExifOrientation.Read(ExifOrientation.Write(6)));
        Assert.Equal(cleaned, PictureMetadata.Remove(cleaned));
    }

    [Fact]
    public void Remove_FromAnUprightJpeg_LeavesNoExifAtAll()
    {
        byte[] picture = [0xFF, 0xD8, .. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(1, true)]), .. Quantisation, .. Frame, .. Scan, 0xFF, 0xD9];
        Assert.Equal((byte[])[0xFF, 0xD8, .. Quantisation, .. Frame, .. Scan, 0xFF, 0xD9], PictureMetadata.Remove(picture));
    }

    [Fact]
    public void Remove_FromAPng_KeepsWhatIsNeededToShowIt()
    {
        byte[] head = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A];
        var (size, pixels, end) = (Chunk("IHDR", new byte[13]), Chunk("IDAT", Deflated()), Chunk("IEND", []));
        byte[] picture = [.. head, .. size, .. Chunk("tEXt", Place), .. Chunk("iTXt", Place), .. Chunk("zTXt", Place), .. Chunk("tIME", new byte[7]), .. Chunk("eXIf", Exif(8, false)), .. pixels, .. end, .. Place];

        var cleaned = PictureMetadata.Remove(picture);

        Assert.Equal((byte[])[.. head, .. size, .. Chunk("eXIf", ExifOrientation.Write(8)), .. pixels, .. end], cleaned);
    }

    [Fact]
    public void Remove_FromAWebP_KeepsLengthAndFlagsTrue()
    {
        var (extended, still) = (Riff("VP8X", [0x0C | 0x10, 0, 0, 0, 7, 0, 0, 7, 0, 0]), Riff("VP8 ", [1, 2, 3]));
        var picture = WebP([.. extended, .. still, .. Riff("EXIF", Exif(3, true)), .. Riff("XMP ", Place)]);
        Assert.Equal(WebP([.. Riff("VP8X", [0x08 | 0x10, 0, 0, 0, 7, 0, 0, 7, 0, 0]), .. still, .. Riff("EXIF", ExifOrientation.Write(3))]), PictureMetadata.Remove(picture));

        var upright = WebP([.. extended, .. still, .. Riff("EXIF", Exif(1, true)), .. Riff("XMP ", Place)]);
        Assert.Equal(WebP([.. Riff("VP8X", [0x10, 0, 0, 0, 7, 0, 0, 7, 0, 0]), .. still]), PictureMetadata.Remove(upright));
    }

    [Fact]
    public void Remove_FromAGif_KeepsPicturesAndRepetitionButNoWords()
    {
        byte[] head = [.. "GIF89a"u8, 2, 0, 2, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255];
        byte[] repeated = [0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0];
        byte[] control = [0x21, 0xF9, 4, 0, 10, 0, 0, 0];
        byte[] still = [0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 2, 0x4C, 0x01, 0];
        byte[] coloured = [0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0x80, 1, 2, 3, 4, 5, 6, 2, 2, 0x4C, 0x01, 0];
        byte[] comment = [0x21, 0xFE, (byte)Place.Length, .. Place, 0];
        byte[] xmp = [0x21, 0xFF, 11, .. "XMP DataXMP"u8, (byte)Place.Length, .. Place, 0];
        byte[] smuggled = [0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, (byte)Place.Length, .. Place, 0];
        byte[] text = [0x21, 0x01, 12, .. new byte[12], (byte)Place.Length, .. Place, 0];
        byte[] picture = [.. head, .. smuggled, .. comment, .. xmp, .. control, .. still, .. control, .. text, .. comment, .. coloured, 0x3B, .. Place];

        Assert.Equal((byte[])[.. head, .. repeated, .. control, .. still, .. coloured, 0x3B], PictureMetadata.Remove(picture));
        Assert.All(Enumerable.Range(6, picture.Length - 6), length => Assert.Equal(-1, PictureMetadata.Remove(picture[..length]).AsSpan().IndexOf(Place)));
    }

    [Fact]
    public void Remove_FromBrokenOrLyingContent_NeverThrowsAndNeverLeaks()
    {
        byte[] jpeg = [0xFF, 0xD8, .. Jfif, .. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(6, true)]), .. Quantisation, .. Frame, .. Scan, 0xFF, 0xD9];
        byte[] png = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", new byte[13]), .. Chunk("eXIf", Exif(6, false)), .. Chunk("IEND", [])];
        var webP = WebP([.. Riff("VP8X", [0x0C, 0, 0, 0, 7, 0, 0, 7, 0, 0]), .. Riff("EXIF", Exif(6, true))]);
        var dice = new Random(7);
        byte[] gif = [.. "GIF89a"u8, 2, 0, 2, 0, 0, 0, 0, 0x21, 0xFE, (byte)Place.Length, .. Place, 0, 0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 2, 0x4C, 0x01, 0, 0x3B];
        foreach (var picture in (byte[][])[jpeg, png, webP, gif])
        {
            for (var length = 0; length <= picture.Length; length++)
            {
                Assert.Equal(-1, PictureMetadata.Remove(picture[..length]).AsSpan().IndexOf(Place));
            }

            for (var time = 0; time < 5_000; time++)
            {
                var hostile = picture.ToArray();
                for (var change = 0; change < 4; change++)
                {
                    hostile[dice.Next(12, hostile.Length)] = (byte)dice.Next(256);
                }

                Assert.True(PictureMetadata.Remove(hostile).Length <= hostile.Length + 64);
            }
        }

        // A segment that claims to be longer than the file, one that is shorter than its own length, a directory far outside, endless entries.
        Assert.Equal([0xFF, 0xD8], PictureMetadata.Remove([0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF, .. Place]));
        Assert.Equal([0xFF, 0xD8], PictureMetadata.Remove([0xFF, 0xD8, 0xFF, 0xE1, 0, 1, .. Place]));
        Assert.Null(ExifOrientation.Read([.. "II*\0"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0]));
        Assert.Null(ExifOrientation.Read([.. "MM\0*"u8, 0, 0, 0, 8, 0xFF, 0xFF, 1, 2, 3]));
    }

    [Fact]
    public void Remove_FromOtherContent_ChangesNothing() => Assert.Equal(Place, PictureMetadata.Remove(Place));

    /// <summary>A camera's data: its make, how the picture is turned, and a directory with the place.</summary>
    private static byte[] Exif(ushort orientation, bool isLittle)
    {
        byte[] Two(int number) => isLittle ? [(byte)number, (byte)(number >> 8)] : [(byte)(number >> 8), (byte)number];
        byte[] Four(int number) => isLittle ? [.. Two(number & 0xFFFF), .. Two(number >> 16)] : [.. Two(number >> 16), .. Two(number & 0xFFFF)];
        var directory = 8 + 2 + (3 * 12) + 4;
        byte[] camera = [.. "Huawei P60 Pro\0"u8];
        return
        [
            .. isLittle ? "II*\0"u8 : "MM\0*"u8, .. Four(8), .. Two(3),
            .. Two(0x010F), .. Two(2), .. Four(camera.Length), .. Four(directory),
            .. Two(0x0112), .. Two(3), .. Four(1), .. Two(orientation), 0, 0,
            .. Two(0x8825), .. Two(4), .. Four(1), .. Four(directory + camera.Length),
            .. Four(0), .. camera, .. Two(1), .. Two(0x001B), .. Two(2), .. Four(Place.Length), .. Four(directory + camera.Length + 18), .. Four(0), .. Place,
        ];
    }

    private static byte[] Segment(byte marker, byte[] body) => [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    private static byte[] Riff(string type, byte[] body) => [.. Encoding.ASCII.GetBytes(type), .. BitConverter.GetBytes(body.Length), .. body, .. new byte[body.Length & 1]];

    private static byte[] WebP(byte[] chunks) => [.. "RIFF"u8, .. BitConverter.GetBytes(chunks.Length + 4), .. "WEBP"u8, .. chunks];

    private static byte[] Chunk(string type, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. body];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc(named));
        return [.. length, .. named, .. sum];
    }

    private static uint Crc(byte[] bytes) => ~bytes.Aggregate(uint.MaxValue, (sum, next) => Enumerable.Range(0, 8).Aggregate(sum ^ next, (s, _) => (s & 1) == 1 ? (s >> 1) ^ 0xEDB88320 : s >> 1));

    private static byte[] Deflated()
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            deflate.Write(new byte[64]);
        }

        return packed.ToArray();
    }
}
