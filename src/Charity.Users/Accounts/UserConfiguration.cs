using Charity.Platform.Data;
using Charity.Users.Roles;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Charity.Users.Accounts;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> user)
    {
        user.ToTable("Users_Users");
        user.Property(u => u.Id).ValueGeneratedNever();
        user.Property(u => u.UserName).IsRequired().HasMaxLength(256);
        user.Property(u => u.NormalizedUserName).IsRequired().HasMaxLength(256);
        user.Property(u => u.Email).IsRequired().HasMaxLength(256);
        user.Property(u => u.NormalizedEmail).IsRequired().HasMaxLength(256);
        user.Property(u => u.Name).HasMaxLength(User.NameLength);
        user.Property(u => u.Culture).HasMaxLength(10);
        user.Property(u => u.PasswordHash).HasMaxLength(256);
        user.Property(u => u.SecurityStamp).HasMaxLength(64);
        user.Property(u => u.ConcurrencyStamp).HasMaxLength(64).IsConcurrencyToken();
        user.Property(u => u.PhoneNumber).IsEncrypted();

        // A DateTimeOffset neither compares on SQLite nor keeps its offset on PostgreSQL.
        user.Property(u => u.LockoutEnd).HasColumnName("LockoutEndUtc").HasConversion(new ValueConverter<DateTimeOffset, DateTime>(
            value => value.UtcDateTime,
            value => new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc))));
        user.HasIndex(u => u.NormalizedUserName).IsUnique();
        user.HasIndex(u => u.NormalizedEmail).IsUnique();
        user.HasMany<UserScope>().WithOne().HasForeignKey(s => s.UserId);
        user.HasMany<IdentityUserRole<Guid>>().WithOne().HasForeignKey(r => r.UserId);
        user.HasMany<IdentityUserClaim<Guid>>().WithOne().HasForeignKey(c => c.UserId);
        user.HasMany<IdentityUserLogin<Guid>>().WithOne().HasForeignKey(l => l.UserId);
        user.HasMany<IdentityUserToken<Guid>>().WithOne().HasForeignKey(t => t.UserId);
    }
}

internal sealed class UserScopeConfiguration : IEntityTypeConfiguration<UserScope>
{
    public void Configure(EntityTypeBuilder<UserScope> scope)
    {
        scope.ToTable("Users_Scopes");
        scope.HasKey(s => new { s.UserId, s.Kind, s.Code });
        scope.Property(s => s.Code).HasMaxLength(100);
    }
}

/// <summary>ASP.NET Core Identity's own rows, in this module's tables.</summary>
internal sealed class IdentityRowsConfiguration :
    IEntityTypeConfiguration<IdentityUserRole<Guid>>,
    IEntityTypeConfiguration<IdentityUserClaim<Guid>>,
    IEntityTypeConfiguration<IdentityUserLogin<Guid>>,
    IEntityTypeConfiguration<IdentityUserToken<Guid>>,
    IEntityTypeConfiguration<IdentityRoleClaim<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserRole<Guid>> link)
    {
        link.ToTable("Users_UserRoles");
        link.HasKey(l => new { l.UserId, l.RoleId });
        link.HasIndex(l => l.RoleId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> claim)
    {
        claim.ToTable("Users_UserClaims");
        claim.Property(c => c.ClaimType).HasMaxLength(200);
        claim.Property(c => c.ClaimValue).HasMaxLength(1000);
    }

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> login)
    {
        login.ToTable("Users_UserLogins");
        login.HasKey(l => new { l.LoginProvider, l.ProviderKey });
        login.Property(l => l.LoginProvider).HasMaxLength(128);
        login.Property(l => l.ProviderKey).HasMaxLength(128);
        login.Property(l => l.ProviderDisplayName).HasMaxLength(200);
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> token)
    {
        // Authenticator keys and recovery codes.
        token.ToTable("Users_UserTokens");
        token.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        token.Property(t => t.LoginProvider).HasMaxLength(128);
        token.Property(t => t.Name).HasMaxLength(128);
        token.Property(t => t.Value).IsEncrypted();
    }

    public void Configure(EntityTypeBuilder<IdentityRoleClaim<Guid>> claim)
    {
        claim.ToTable("Users_RoleClaims");
        claim.Property(c => c.ClaimType).HasMaxLength(200);
        claim.Property(c => c.ClaimValue).HasMaxLength(1000);
        claim.HasOne<Role>().WithMany().HasForeignKey(c => c.RoleId);
    }
}
