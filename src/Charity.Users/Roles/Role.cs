using Charity.Platform.Audit;
using Charity.Platform.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Users.Roles;

/// <summary>A role: a name for programs, words for people, and its permissions in <see cref="RolePermission"/>.</summary>
internal sealed class Role : IdentityRole<Guid>
{
    /// <summary>The role that always exists, always holds everything, and always has somebody in it.</summary>
    public const string Administrator = nameof(Administrator);

    public LocalizedText DisplayName { get; private set; } = new(string.Empty);

    public LocalizedText Description { get; private set; } = new(string.Empty);

    public static Role Create(string name, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Name = name,
        NormalizedName = name.ToUpperInvariant(),
        ConcurrencyStamp = Guid.NewGuid().ToString("N"),
    };

    public void Describe(LocalizedText displayName, LocalizedText description)
    {
        DisplayName = displayName;
        Description = description;
    }
}

/// <summary>A permission a role gives.</summary>
[Audited]
internal sealed class RolePermission
{
    public required Guid RoleId { get; init; }
    public required string Permission { get; init; }
}

internal sealed class RoleConfiguration : IEntityTypeConfiguration<Role>, IEntityTypeConfiguration<RolePermission>
{
    public void Configure(EntityTypeBuilder<Role> role)
    {
        role.ToTable("Users_Roles");
        role.Property(r => r.Id).ValueGeneratedNever();
        role.Property(r => r.Name).IsRequired().HasMaxLength(100);
        role.Property(r => r.NormalizedName).IsRequired().HasMaxLength(100);
        role.Property(r => r.ConcurrencyStamp).HasMaxLength(64).IsConcurrencyToken();
        role.HasIndex(r => r.NormalizedName).IsUnique();
        role.HasMany<IdentityUserRole<Guid>>().WithOne().HasForeignKey(l => l.RoleId);
        role.HasMany<RolePermission>().WithOne().HasForeignKey(p => p.RoleId);
    }

    public void Configure(EntityTypeBuilder<RolePermission> permission)
    {
        permission.ToTable("Users_RolePermissions");
        permission.HasKey(p => new { p.RoleId, p.Permission });
        permission.Property(p => p.Permission).HasMaxLength(100);
        permission.HasIndex(p => p.Permission);
    }
}

internal static class RolePermissionRows
{
    /// <summary>Makes these the role's permissions, and no others.</summary>
    public static async Task SetPermissionsAsync(this DbContext db, Guid roleId, IReadOnlyCollection<string> wanted, CancellationToken cancellationToken)
    {
        var present = await db.Set<RolePermission>().Where(permission => permission.RoleId == roleId).ToListAsync(cancellationToken);
        db.RemoveRange(present.Where(permission => !wanted.Contains(permission.Permission)));
        db.AddRange(wanted.Except(present.Select(permission => permission.Permission), StringComparer.Ordinal)
            .Select(name => new RolePermission { RoleId = roleId, Permission = name }));
    }
}
