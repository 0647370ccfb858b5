using Charity.Platform.Security;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Charity.Platform.Data;

/// <summary>Times are UTC at microseconds, the finest both databases keep, so what is read equals what was written.</summary>
internal sealed class UtcDateTime() : ValueConverter<DateTime, DateTime>(
    value => new DateTime(value.Ticks - (value.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc),
    value => DateTime.SpecifyKind(value, DateTimeKind.Utc));

/// <summary>A text in both languages in one JSON column.</summary>
internal sealed class LocalizedTextColumn() : ValueConverter<LocalizedText, string>(
    value => value.ToJson(),
    value => LocalizedText.FromJson(value));

public static class ModelConventions
{
    internal const string EncryptedMark = "Charity:Encrypted";

    /// <summary>Keeps the column encrypted at rest (identity numbers, bank accounts, telephones). It cannot be searched or ordered.</summary>
    public static PropertyBuilder<T> IsEncrypted<T>(this PropertyBuilder<T> property)
    {
        property.Metadata.SetAnnotation(EncryptedMark, true);
        return property;
    }

    internal static void Apply(ModelBuilder modelBuilder, FieldCipher cipher)
    {
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties().Where(property => property.FindAnnotation(EncryptedMark) is not null))
            {
                property.SetValueConverter(new ValueConverter<string, string>(value => cipher.Encrypt(value), value => cipher.Decrypt(value)));
            }
        }
    }
}
