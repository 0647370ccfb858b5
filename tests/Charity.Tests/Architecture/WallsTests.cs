using Charity.Platform.Modules;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Tests.Architecture;

/// <summary>The walls between modules, held by reflection.</summary>
public sealed class WallsTests
{
    private static readonly ModuleCatalog Catalog = new(typeof(Program).Assembly);

    /// <summary>From left to right: a module may use those left of it.</summary>
    private static readonly string[] Order =
    [
        "Charity.Platform", "Charity.Users", "Charity.Contents", "Charity.Organisations", "Charity.Ledger", "Charity.Payments",
        "Charity.Funds", "Charity.Donations", "Charity.Ventures", "Charity.Disbursements", "Charity.Disclosure",
    ];

    public static TheoryData<string> ModuleNames => [.. Catalog.Modules.Select(module => module.Id)];

    [Fact]
    public void Modules_OfTheHost_AreExactlyTheKnownOnes() => Assert.Equal(Order.Order(StringComparer.Ordinal), Catalog.Modules.Select(module => module.Id).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(ModuleNames))]
    public void References_OfAModule_PointOnlyToTheLeft(string name)
    {
        var forbidden = Module(name).Assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(reference => reference.StartsWith("Charity.", StringComparison.Ordinal))
            .Where(reference => Array.IndexOf(Order, reference) >= Array.IndexOf(Order, name));

        Assert.Empty(forbidden);
    }

    [Theory, MemberData(nameof(ModuleNames))]
    public void PublicTypes_OfAModule_LieInItsContracts(string name)
    {
        if (name == "Charity.Platform")
        {
            return; // The platform is the framework the others are written in: its public types are its contract.
        }

        var strays = Module(name).Assembly.GetExportedTypes()
            .Where(type => type.Namespace != $"{name}.Contracts" && !type.FullName!.StartsWith("AspNetCoreGeneratedDocument", StringComparison.Ordinal))
            .Select(type => type.FullName);

        Assert.Empty(strays);
    }

    [Fact]
    public void Requests_OfEveryModule_SayWhoMaySendThem()
    {
        var silent = Requests().Where(request => new[] { typeof(RequiresAttribute), typeof(SignedInAttribute), typeof(AnybodyAttribute) }.Count(mark => request.IsDefined(mark, false)) != 1);

        Assert.Empty(silent.Select(request => request.FullName));
    }

    [Fact]
    public void Requests_OfEveryModule_HaveOneHandlerInTheirOwnFile()
    {
        var handlers = Types().SelectMany(type => type.GetInterfaces()
            .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))
            .Select(contract => (Request: contract.GetGenericArguments()[0], Handler: type))).ToLookup(pair => pair.Request, pair => pair.Handler);

        Assert.Empty(Requests().Where(request => handlers[request].Count() != 1).Select(request => request.FullName));
        Assert.Empty(Requests().Where(request => handlers[request].Single().Namespace != request.Namespace).Select(request => request.FullName));
    }

    [Fact]
    public void Requests_OfEveryModule_LieInAFileOfTheirName()
    {
        var files = Sources.Files("src", "*.cs").Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Requests().Where(request => !files.Contains(request.Name)).Select(request => request.FullName));
    }

    [Fact]
    public void Types_OutsideContracts_AreSealedOrAbstract()
    {
        var open = Types().Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false, IsNested: false }
            && !type.FullName!.StartsWith("AspNetCoreGeneratedDocument", StringComparison.Ordinal) && type.Namespace?.StartsWith("Charity.", StringComparison.Ordinal) == true);

        Assert.Empty(open.Select(type => type.FullName));
    }

    private static IEnumerable<Type> Types() => Catalog.Modules.SelectMany(module => module.Assembly.GetTypes());

    private static IEnumerable<Type> Requests() => Types().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IBaseRequest)));

    private static Module Module(string name) => Catalog.Modules.Single(module => module.Id == name);
}
